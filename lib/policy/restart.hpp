#pragma once
// A stream that breaks behind its first content is answered once more from the start, by the next
// target of the chain: for clients that have said they can throw away what they have.
//
// Once a request, within its deadline. Between the two stands an event that says so; when nobody
// answers any more the stream ends as it would have without this, with the failure that broke it.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "policy/attempt.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

/// For metrics. Outlives every reply.
struct Restarts {
  std::uint64_t answered = 0;  // another target has begun its answer
  std::uint64_t failed = 0;    // none has
};

/// What a restart looks like to the client: an event, and a target's name.
struct RestartWords {
  std::function<std::string(const Failure& broke, const Try& next)> event;
  std::function<std::string(const Try& used)> name;
};

class Restart final : public Attempt {
 public:
  Restart(const rt::Clock& clock, Restarts& restarts, RestartWords words,
          std::unique_ptr<Attempt> inner)
      : clock_(clock), restarts_(restarts), words_(std::move(words)), inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  struct Played;
  class Play;
  class Told;

  const rt::Clock& clock_;
  Restarts& restarts_;
  RestartWords words_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
