#pragma once
// One attempt, from its head to its end: read what the decision needs, decide once, do the deed or
// hand the request on, and leave exactly one record.

#include <optional>

#include "faults/answer.hpp"
#include "faults/fit.hpp"
#include "faults/waits.hpp"
#include "proxy/attempt/attempt_log.hpp"
#include "proxy/attempt/body_copy.hpp"
#include "proxy/attempt/heal_watch.hpp"
#include "proxy/attempt/hit.hpp"
#include "proxy/attempt/key.hpp"
#include "proxy/attempt/reading.hpp"
#include "proxy/attempt/relay.hpp"

namespace gameday::proxy {

class Attempt {
 public:
  /// `replica`: whose port it came in at, from 1.
  Attempt(Shared& shared, http::Exchange& exchange, std::uint16_t replica);
  rt::awaitable<void> run();

 private:
  enum class Next : std::uint8_t { go_on, over };

  rt::awaitable<void> go_on();
  rt::awaitable<Next> hold();
  bool answers_early() const;
  bool needs_body() const;
  rt::awaitable<void> answer_early();
  void decide();
  faults::AttemptFacts head_facts() const;
  void hits(const faults::Decision& decision);
  rt::awaitable<Next> act();
  rt::awaitable<Next> before_answer();
  faults::AnswerTo answer_to() const;
  rt::awaitable<void> answer();
  rt::awaitable<void> answer_raw(const faults::Respond& respond);
  rt::awaitable<void> forward();
  bool hears(std::string_view acknowledged);
  rt::awaitable<void> give_back(Relay& relay);
  faults::AnswerHead answer_head(const http::Head& answer,
                                 std::optional<llm::Dialect> dialect) const;
  bool held() const { return body_.over() || body_.too_large(); }
  void tell_why_not();
  void identify();

  Shared& shared_;
  http::Exchange& exchange_;
  const std::uint64_t arrival_;
  const std::uint16_t replica_;
  const KeyPtr key_;
  AttemptLog log_;
  Reading reading_;
  BodyCopy body_;
  bool identified_ = false;
  std::optional<bool> stream_;  // of the body, when it is a JSON object
  std::optional<Hit> hit_;
  bool on_ = false;                 // what its deed does to the answer is still to be done
  std::optional<HealWatch> watch_;  // from the decision on
  faults::Waits waits_;
  const rt::Bound bound_;  // the client's leaving and the end of the rig; no time of its own
};

}  // namespace gameday::proxy
