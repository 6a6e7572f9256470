#pragma once
// One attempt, from its head to its end: read what the decision needs, decide once, do the deed or
// hand the request on, and leave exactly one record.

#include <optional>

#include "proxy/attempt_log.hpp"
#include "proxy/body_copy.hpp"
#include "proxy/hit.hpp"
#include "proxy/shared.hpp"

namespace gameday::proxy {

class Attempt {
 public:
  Attempt(Shared& shared, http::Exchange& exchange);
  rt::awaitable<void> run();

 private:
  enum class Next : std::uint8_t { forward, over };

  rt::awaitable<Next> meet_plan();
  rt::awaitable<Next> hold();
  rt::awaitable<Next> act(Hit& hit);
  rt::awaitable<Next> delay(Hit& hit, Duration length);
  rt::awaitable<Next> answer(Hit& hit, const faults::Respond& respond);
  rt::awaitable<void> forward();
  std::optional<Hit> decide();
  void identify();

  Shared& shared_;
  http::Exchange& exchange_;
  const std::uint64_t arrival_;
  AttemptLog log_;
  BodyCopy body_;
  bool identified_ = false;
  const rt::Bound bound_;  // the client's leaving and the end of the rig; no time of its own
};

}  // namespace gameday::proxy
