#include "chain.hpp"

#include <vector>

#include "policy/attempt_limit.hpp"
#include "policy/attempt_log.hpp"
#include "policy/breaker.hpp"
#include "policy/deposit.hpp"
#include "policy/fallback.hpp"
#include "policy/hedge.hpp"
#include "policy/key_rotation.hpp"
#include "policy/retry.hpp"
#include "policy/total.hpp"
#include "policy/whole_body.hpp"
#include "rt/error.hpp"

namespace gameday::policy::test {

namespace {

/// The provider: takes its time, within the bound, then fails or answers as the script says.
class Provider final : public Attempt {
 public:
  Provider(rt::World& world, Script& script, const KeyRing& ring)
      : world_(world), script_(script), ring_(ring) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override {
    const Play play = next(ring_.name(attempt.key));
    (void)call;
    const TimePoint done = world_.now() + play.takes;
    const rt::Bound bound = attempt.bound.tighter(done, rt::Limit::none);
    const error_code ec = co_await rt::sleep(world_, bound);
    Failure failure;
    if (ec == rt::IoError::stopped) {
      failure.kind = FailureKind::cancelled;
      co_return failure;
    }
    if (world_.now() < done) {
      failure.kind = kind_of(bound.limit);
      co_return failure;
    }
    if (play.kind == FailureKind::status && play.status == 200) {
      Reply reply;
      reply.status = 200;
      reply.body = std::make_unique<WholeBody>(ring_.name(attempt.key));
      co_return reply;
    }
    failure.kind = play.kind;
    failure.status = play.status;
    failure.error = play.error;
    failure.retry_after = play.retry_after;
    co_return failure;
  }
  void describe(Description& description) const override {
    description.time = forever;
    description.attempts = 1;
    description.time_again = forever;
    description.attempts_again = 1;
  }

 private:
  Play next(const std::string& key) {
    auto& plays = script_[key];
    if (plays.empty()) {
      return answer();
    }
    Play play = plays.front();
    if (plays.size() > 1) {
      plays.pop_front();
    }
    return play;
  }

  rt::World& world_;
  Script& script_;
  const KeyRing& ring_;
};

KeyOptions key(std::string name) {
  KeyOptions options;
  options.name = std::move(name);
  return options;
}

class Leaver final : public rt::Timer {
 public:
  explicit Leaver(rt::Stop& stop) : stop_(stop) {}
  void fired(TimePoint) override { stop_.request(rt::Why::client_gone); }

 private:
  rt::Stop& stop_;
};

}  // namespace

Play answer() {
  return Play();
}
Play status(int code, std::optional<Duration> retry_after) {
  Play play;
  play.status = code;
  play.retry_after = retry_after;
  return play;
}
Play said(int code, std::string type, std::string error_code) {
  Play play = status(code);
  play.kind = code == 200 ? FailureKind::in_band_error : FailureKind::status;
  play.error.type = std::move(type);
  play.error.code = std::move(error_code);
  return play;
}
Play broken(FailureKind kind, int head_status) {
  Play play = status(head_status);
  play.kind = kind;
  return play;
}

struct Chain::Parts {
  rt::VirtualWorld virtual_world{Seed(7)};
  rt::World& world = virtual_world.world();
  Script script;
  KeyRing primary{{key("a"), key("b")}};
  KeyRing lifeboat{{key("L")}};
  std::unique_ptr<Attempt> stack;
  std::map<std::string, Failure> unfit;
  RequestId next_id = 1;

  Misfit misfit(std::string name) {
    return [this, name = std::move(name)](const Request&) {
      const auto found = unfit.find(name);
      return found == unfit.end() ? std::nullopt : std::optional(found->second);
    };
  }

  std::map<std::string, Circuits> circuits;  // by target
  std::optional<Budget> budget;
  std::optional<Hedges> hedges;

  std::unique_ptr<Attempt> target(std::string name, KeyRing& ring, const Retry& retry,
                                  const std::optional<BreakerOptions>& breaker) {
    std::unique_ptr<Attempt> one = std::make_unique<Provider>(world, script, ring);
    one = std::make_unique<AttemptLimit>(world.clock, 4s, std::move(one));
    one = std::make_unique<AttemptLog>(world.clock, name, ring, std::move(one));
    if (breaker) {
      Circuits& own = circuits[name];
      own.assign(ring.size(), Circuit(*breaker));
      one = std::make_unique<Breaker>(world.clock, name, ring, own, *breaker, std::move(one));
    }
    one = std::make_unique<KeyRotation>(world.clock, ring, name, retry, std::move(one));
    Budget* const paid = budget ? &*budget : nullptr;
    return std::make_unique<RetryLayer>(world, Seed(7), retry, paid, std::move(one));
  }
};

Chain::Chain(Retry retry, std::optional<Duration> deadline, bool lifeboat,
             std::optional<BreakerOptions> breaker, std::optional<BudgetOptions> budget,
             std::optional<HedgeOptions> hedge)
    : parts_(std::make_unique<Parts>()) {
  if (budget) {
    parts_->budget.emplace(*budget);
  }
  std::vector<ChainTarget> targets;
  targets.push_back({parts_->target("p", parts_->primary, retry, breaker), parts_->misfit("p")});
  if (lifeboat) {
    targets.push_back({parts_->target("l", parts_->lifeboat, retry, breaker), parts_->misfit("l")});
  }
  auto& clock = parts_->world.clock;
  if (hedge) {
    parts_->hedges.emplace(*hedge);
    parts_->stack = std::make_unique<Hedge>(parts_->world, std::move(targets), *parts_->hedges);
  } else {
    parts_->stack = std::make_unique<Fallback>(clock, std::move(targets));
  }
  if (budget) {
    parts_->stack = std::make_unique<Deposit>(clock, *parts_->budget, std::move(parts_->stack));
  }
  parts_->stack = std::make_unique<Total>(clock, deadline, std::move(parts_->stack));
}
Chain::~Chain() = default;

Retry Chain::once() {
  Retry retry;
  retry.jitter = Jitter::none;
  return retry;
}

namespace {

rt::awaitable<void> ask_one(rt::World& world, Attempt& stack, Call& call, Result& result) {
  const TimePoint start = world.now();
  Outcome outcome = co_await stack.run(call, Try());
  result.took = world.now() - start;
  if (const Failure* failure = std::get_if<Failure>(&outcome)) {
    result.failure = *failure;
    co_return;
  }
  Reply& reply = std::get<Reply>(outcome);
  const auto events = co_await reply.body->next(call.bound);
  result.body = std::string(events.value().front());
  Ending ending;
  ending.complete = true;
  ending.at = world.now();
  reply.holds.ended(ending);
}

rt::awaitable<void> sleep_for_a(rt::World& world, Duration time) {
  rt::Bound bound;
  co_await rt::sleep(world, bound.tighter(world.now() + time, rt::Limit::none));
}

}  // namespace

Result Chain::ask(Script script) {
  return ask_and_leave(std::move(script), forever);
}

Result Chain::ask_and_leave(Script script, Duration patience) {
  parts_->script = std::move(script);
  Request request;
  Trail trail;
  rt::Stop stop;
  Leaver leaver(stop);
  if (patience != forever) {
    parts_->world.clock.at(parts_->world.now() + patience, leaver);
  }
  rt::Bound bound;
  Call call{request, parts_->next_id++, bound.with(stop), trail};
  Result result;
  parts_->virtual_world.run(ask_one(parts_->world, *parts_->stack, call, result));
  parts_->world.clock.drop(leaver);
  for (const TrailEntry& entry : trail.entries()) {
    result.refused += entry.refused() ? 1 : 0;
    result.tries += (result.tries.empty() ? "" : " ") + std::string(entry.key);
  }
  result.trail = to_text(trail);
  return result;
}

void Chain::wait(Duration time) {
  parts_->virtual_world.run(sleep_for_a(parts_->world, time));
}

void Chain::cannot_say_it(const std::string& target, Failure why) {
  parts_->unfit[target] = std::move(why);
}

std::uint64_t Chain::retries_left() const {
  return parts_->budget->left(parts_->world.now());
}

std::uint64_t Chain::hedges_left() const {
  return parts_->hedges->budget.left(parts_->world.now());
}

Description Chain::describe() const {
  Description description;
  parts_->stack->describe(description);
  return description;
}

}  // namespace gameday::policy::test
