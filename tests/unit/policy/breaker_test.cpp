// The breaker as a layer: whose failures it counts, when, and what stands around it does then.

#include "policy/breaker.hpp"

#include <gtest/gtest.h>

#include "chain.hpp"
#include "policy/blame.hpp"
#include "policy/whole_body.hpp"
#include "rt/error.hpp"

namespace gameday::policy::test {
namespace {

/// Opens at the second of two failures.
BreakerOptions touchy() {
  BreakerOptions options;
  options.window = options.min_calls = 2;
  options.failure_rate = 100;
  return options;
}

Chain chain(Retry retry = Chain::once(), bool lifeboat = true) {
  return Chain(retry, 60s, lifeboat, touchy());
}

TEST(BreakerChain, ARefusedKeyIsPassedOverAtOnce) {
  Chain one = chain();
  const Script dead = {{"a", {status(500)}}, {"b", {status(500)}}};
  EXPECT_EQ(one.ask(dead).tries, "a a L");  // now a is open
  EXPECT_EQ(one.ask(dead).tries, "b b L");
  const Result refused = one.ask(dead);
  EXPECT_EQ(refused.trail, "p/a:rejected_open:0ms, p/b:rejected_open:0ms, l/L:200:100ms");
  EXPECT_EQ(refused.took, 100ms);  // no backoff: a refusal costs no retry
}

TEST(BreakerChain, AnotherKeyOfTheTargetMayBeWell) {
  Chain one = chain();
  const Script half = {{"a", {status(500)}}};
  EXPECT_EQ(one.ask(half).tries, "a a L");
  EXPECT_EQ(one.ask(half).tries, "b");
  EXPECT_EQ(one.ask(half).trail, "p/a:rejected_open:0ms, p/b:200:100ms");
}

TEST(BreakerChain, ComesBackAfterOneGoodProbe) {
  Chain one = chain();
  const Script dead = {{"a", {status(500)}}, {"b", {status(500)}}};
  one.ask(dead);
  one.ask(dead);
  one.wait(6s);
  EXPECT_EQ(one.ask({}).tries.substr(0, 1), "a");
  EXPECT_EQ(one.ask({}).tries, "b");
  EXPECT_EQ(one.ask({}).tries, "a");
}

TEST(BreakerChain, WhoIsRefusedEverywhereIsToldWhenToComeBack) {
  Chain one = chain();
  const Script dead = {{"a", {status(500)}}, {"b", {status(500)}}, {"L", {status(500)}}};
  one.ask(dead);  // a and L open, 5 s from here
  one.wait(2s);
  one.ask(dead);
  const Result refused = one.ask(dead);
  EXPECT_EQ(refused.refused, 3);
  ASSERT_TRUE(refused.failure);
  EXPECT_EQ(refused.failure->kind, FailureKind::rejected_open);
  EXPECT_EQ(refused.failure->used.target, 0);
  EXPECT_GT(*refused.failure->retry_after, 1s);
  EXPECT_LT(*refused.failure->retry_after, 3s);  // the first to come back, not the primary's last
  EXPECT_EQ(refused.took, Duration::zero());
}

BreakerOptions slowly_starting() {
  BreakerOptions options = touchy();
  options.slow_start = 1h;
  return options;
}

Retry never_again() {
  Retry retry = Chain::once();
  retry.max = 0;
  return retry;
}

/// Both keys have come back, and the next nine calls of each are not let through.
void come_back(Chain& one) {
  const Script dead = {{"a", {status(500)}}, {"b", {status(500)}}};
  for (int request = 0; request < 4; ++request) {
    one.ask(dead);
  }
  one.wait(6s);
  for (int request = 0; request < 4; ++request) {  // a probe, and the first of the slow start
    EXPECT_EQ(one.ask({}).refused, 0);
  }
}

TEST(BreakerChain, WhomASlowStartSparesIsAskedWhereNobodyElseAnswers) {
  for (const bool hedged : {false, true}) {
    Chain one(never_again(), 60s, true, slowly_starting(), {},
              hedged ? std::optional(HedgeOptions{1s, 1s, 100}) : std::nullopt);
    come_back(one);
    EXPECT_EQ(one.ask({}).trail, "p/a:rejected_open:0ms, p/b:rejected_open:0ms, l/L:200:100ms");
    const Result saved = one.ask({{"L", {status(503)}}});
    EXPECT_EQ(saved.trail.substr(saved.trail.find("l/")), "l/L:503:100ms, p/a:200:100ms");
    EXPECT_FALSE(saved.failure);
    one.ask({{"L", {status(503)}}});
    const Result open = one.ask({});  // the lifeboat's breaker has opened
    EXPECT_EQ(open.refused, 3) << open.trail;
    EXPECT_FALSE(open.failure);
  }
}

TEST(BreakerChain, ASparedKeyIsAskedAtTheEndThoughAnotherOfItsTargetHasSpoken) {
  for (const Play& busy : {status(429), status(429, 3s)}) {
    Chain one(never_again(), 60s, true, slowly_starting());
    while (one.ask({{"a", {status(500)}}}).refused == 0) {  // until a opens; b is well all along
    }
    one.wait(6s);
    while (one.ask({}).refused == 0) {  // its probe, and the first of the slow start
    }
    const Result saved = one.ask({{"b", {busy}}, {"L", {status(503)}}});
    EXPECT_FALSE(saved.failure) << saved.trail;
    EXPECT_EQ(saved.refused, 1) << saved.trail;
    EXPECT_EQ(saved.trail.substr(saved.trail.find("l/")), "l/L:503:100ms, p/a:200:100ms");
  }
}

TEST(BreakerChain, TheWorstCaseOfASlowStartIsThatOfALastTarget) {
  const Description all_at_once = Chain(Chain::once(), std::nullopt, true, touchy()).describe();
  const Description slowly = Chain(Chain::once(), std::nullopt, true, slowly_starting()).describe();
  EXPECT_EQ(all_at_once.time, 5 * 4s + 1s + 1h);
  EXPECT_EQ(slowly.time, 5 * 4s + 1h + 1h);  // the primary's hint may be waited for
  EXPECT_EQ(slowly.attempts, all_at_once.attempts);
}

TEST(BreakerChain, WhereItFailsTooTheFirstThatWasAskedSpeaks) {
  Chain one(never_again(), 60s, true, slowly_starting());
  come_back(one);
  const Result result = one.ask({{"a", {status(500)}}, {"b", {status(500)}}, {"L", {status(503)}}});
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->status, 503) << result.trail;
}

TEST(BreakerChain, WhatAKeyHasSaidStandsOverARefusal) {
  Retry retry = Chain::once();
  retry.max = 0;
  Chain one = chain(retry, false);
  const Script half = {{"a", {status(500)}}, {"b", {status(429, 3s)}}};
  one.ask(half);                          // a
  EXPECT_EQ(one.ask(half).tries, "b a");  // b is parked; a opens
  one.wait(4s);
  const Result result = one.ask(half);
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->status, 429);
  EXPECT_EQ(*result.failure->retry_after, 3s);
}

/// Opens at the first failure.
BreakerOptions touchiest() {
  BreakerOptions options = touchy();
  options.window = options.min_calls = 1;
  return options;
}

TEST(BreakerChain, WhatWasSaidBeforeARetryStandsOverARefusalOfTheRetry) {
  Retry retry = Chain::once();
  retry.base = 10ms;
  Chain one(retry, 60s, false, touchiest());
  Play slowly = status(500);
  slowly.takes = 1s;
  EXPECT_EQ(one.ask({{"a", {status(500)}}, {"b", {slowly}}}).tries, "a a b");  // b opens later
  one.wait(4500ms);
  const Result result = one.ask({{"a", {status(503)}}});  // its probe; b is open still
  EXPECT_EQ(result.trail,
            "p/b:rejected_open:0ms, p/a:503:100ms, p/a:rejected_open:0ms, p/b:rejected_open:0ms");
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->status, 503);
}

TEST(BreakerChain, TheFirstTargetThatWasAskedSpeaksForTheChain) {
  Chain one(Chain::once(), 60s, true, touchiest());
  one.ask({{"a", {status(500)}}, {"b", {status(500)}}});
  const Result result = one.ask({{"L", {status(502)}}});
  EXPECT_EQ(result.trail.find("p/"), 0U) << result.trail;
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->status, 502) << result.trail;
}

TEST(BreakerChain, AKeyThatWaitsMayBeBackBeforeABreaker) {
  Retry retry = Chain::once();
  retry.max = 0;
  Chain one(retry, 60s, false, touchiest());
  const Script script = {{"a", {status(500)}}, {"b", {status(429, 2s)}}};
  EXPECT_EQ(one.ask(script).tries, "a");
  EXPECT_EQ(one.ask(script).tries, "b a");  // b waits for 2 s, a is open for nearly 5
  const Result result = one.ask(script);
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->kind, FailureKind::rejected_open);
  EXPECT_EQ(result.failure->retry_after, 2s);
}

TEST(BreakerChain, WhoIsToldNothingOfAWaitIsToldOfTheFirstKeyThatIsBack) {
  Retry retry = Chain::once();
  retry.max = 0;
  Chain one(retry, 60s, false, touchiest());
  const Script script = {{"a", {status(500)}}, {"b", {status(429)}}};
  one.ask(script);  // a opens for 5 s
  const Result result = one.ask(script);
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->status, 429);
  EXPECT_EQ(result.failure->retry_after, 4900ms);  // a's, before b's park of 5 s is over
}

TEST(BreakerChain, ARefusalDoesNotUseUpAProbeFromTheBench) {
  Retry retry = Chain::once();
  retry.max = 0;
  Chain one(retry, 60s, false, touchiest());
  one.ask({{"a", {status(401)}}});  // b answers; a is benched
  one.wait(bench_time);
  EXPECT_EQ(one.ask({{"a", {status(500)}}}).tries, "b");
}

TEST(BreakerChain, MistakesOfOthersNeverOpenIt) {  // F56
  for (const int code : {400, 401, 402, 403, 404, 405, 409, 413, 418, 422, 429}) {
    Retry retry = Chain::once();
    retry.max = 0;
    Chain one = chain(retry);
    const Script script = {{"a", {status(code)}}, {"b", {status(code)}}};
    for (int request = 0; request < 25; ++request) {
      EXPECT_EQ(one.ask(script).refused, 0) << code;
    }
  }
}

TEST(Blame, TheProvidersOwnFailuresAlone) {
  const auto blamed = [](const Play& play) {
    Failure failure;
    failure.kind = play.kind;
    failure.status = play.status;
    failure.error = play.error;
    return is_providers_fault(failure);
  };
  for (const int code : {408, 500, 502, 503, 504, 520, 522, 524, 525, 526, 529}) {
    EXPECT_TRUE(blamed(status(code))) << code;
  }
  for (const int code : {400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 429, 431, 451}) {
    EXPECT_FALSE(blamed(status(code))) << code;
  }
  EXPECT_TRUE(blamed(said(200, "server_error", "")));
  EXPECT_TRUE(blamed(said(200, "", "strange")));
  EXPECT_FALSE(blamed(said(200, "", "429")));
  EXPECT_FALSE(blamed(said(503, "insufficient_quota", "")));
  for (const FailureKind kind :
       {FailureKind::dns, FailureKind::no_such_host, FailureKind::refused, FailureKind::tls,
        FailureKind::reset, FailureKind::eof_early, FailureKind::connect_timeout,
        FailureKind::headers_timeout, FailureKind::first_token_timeout, FailureKind::idle_timeout,
        FailureKind::attempt_timeout, FailureKind::malformed}) {
    EXPECT_TRUE(blamed(broken(kind))) << to_text(kind);
  }
  for (const FailureKind kind :
       {FailureKind::deadline, FailureKind::cancelled, FailureKind::internal,
        FailureKind::rejected_unfit, FailureKind::rejected_parked, FailureKind::shed}) {
    EXPECT_FALSE(blamed(broken(kind))) << to_text(kind);
  }
}

/// A provider whose one key is 'k'; what it says is put in by the test.
class Said final : public Attempt {
 public:
  explicit Said(rt::World& world) : world_(world) {}
  rt::awaitable<Outcome> run(Call&, Try attempt) override {
    attempt.asked_at = world_.now();
    rt::Bound bound;
    co_await rt::sleep(world_, bound.tighter(world_.now() + takes, rt::Limit::none));
    Outcome outcome;
    if (fails) {
      Failure failure;
      failure.kind = *fails;
      failure.used = attempt;
      outcome = std::move(failure);
    } else {
      Reply reply;
      reply.body = std::make_unique<WholeBody>("x");
      reply.used = attempt;
      outcome = std::move(reply);
    }
    co_return outcome;
  }
  void describe(Description&) const override {}

  std::optional<FailureKind> fails;
  Duration takes{};

 private:
  rt::World& world_;
};

class BreakerLayer : public ::testing::Test {
 protected:
  /// Nothing: it was refused.
  std::optional<Outcome> ask() {
    Trail trail;
    Call call{request_, 1, {}, trail};
    Try attempt;
    attempt.key = 0;
    std::optional<Outcome> told;
    const auto run = [&]() -> rt::awaitable<void> {
      Outcome outcome = co_await breaker_.run(call, attempt);
      const Failure* failure = std::get_if<Failure>(&outcome);
      if (failure == nullptr || failure->kind != FailureKind::rejected_open) {
        told.emplace(std::move(outcome));
      }
    };
    virtual_world_.run(run());
    return told;
  }
  void end(Outcome& outcome, bool complete, FailureKind why = FailureKind::cancelled) {
    Ending ending;
    ending.complete = complete;
    ending.why = why;
    ending.at = world_.now();
    std::get<Reply>(outcome).holds.ended(ending);
  }
  void wait(Duration time) {
    const auto run = [&]() -> rt::awaitable<void> {
      rt::Bound bound;
      co_await rt::sleep(world_, bound.tighter(world_.now() + time, rt::Limit::none));
    };
    virtual_world_.run(run());
  }
  CircuitState state() const { return circuits_[0].state(world_.now()); }
  /// By two failures.
  void open() {
    said_->fails = FailureKind::reset;
    ask();
    ask();
    said_->fails.reset();
    ASSERT_EQ(state(), CircuitState::open);
  }

  static BreakerOptions options() {
    BreakerOptions options = touchy();
    options.slow = 1s;
    return options;
  }
  static KeyOptions key() {
    KeyOptions key;
    key.name = "k";
    return key;
  }

  rt::VirtualWorld virtual_world_{Seed(7)};
  rt::World& world_ = virtual_world_.world();
  Request request_;
  KeyRing ring_{{key()}};
  Circuits circuits_{1, Circuit(options())};
  Said* said_ = new Said(world_);  // the layer's
  Breaker breaker_{world_.clock, "p", ring_, circuits_, options(), std::unique_ptr<Attempt>(said_)};
};

TEST_F(BreakerLayer, AStreamThatBreaksAfterItsHeadIsAFailure) {
  auto one = ask();
  auto other = ask();
  EXPECT_EQ(state(), CircuitState::closed);  // nothing is known yet
  end(*one, false, FailureKind::reset);
  EXPECT_EQ(state(), CircuitState::closed);
  end(*other, false, FailureKind::idle_timeout);
  EXPECT_EQ(state(), CircuitState::open);
  EXPECT_FALSE(ask());
}

TEST_F(BreakerLayer, AnErrorInAStreamIsJudgedByWhatItSays) {
  for (const char* code : {"rate_limit_exceeded", "server_error"}) {
    Failure failure;
    failure.kind = FailureKind::in_band_error;
    failure.error = llm::ErrorObject{{}, {}, code};
    for (int i = 0; i < 2; ++i) {
      Outcome outcome = *ask();
      Ending ending;
      ending.why = failure.kind;
      ending.at = world_.now();
      ending.failure = &failure;
      std::get<Reply>(outcome).holds.ended(ending);
    }
    const bool theirs = failure.error->code == "server_error";
    EXPECT_EQ(state(), theirs ? CircuitState::open : CircuitState::closed) << code;
  }
}

TEST_F(BreakerLayer, WhoLeavesDecidesNothing) {
  for (int i = 0; i < 5; ++i) {
    auto left = ask();
    end(*left, false, FailureKind::cancelled);
    ask();  // and drops it untold
  }
  said_->fails = FailureKind::cancelled;
  ask();
  EXPECT_EQ(state(), CircuitState::closed);
}

TEST_F(BreakerLayer, AProbeHoldsItsPlaceUntilItsBodyHasEnded) {
  open();
  wait(5s);
  auto probe = ask();
  ASSERT_TRUE(probe);
  EXPECT_FALSE(ask());
  probe.reset();  // its client has left
  auto second = ask();
  ASSERT_TRUE(second);
  EXPECT_FALSE(ask());
  end(*second, true);
  EXPECT_EQ(state(), CircuitState::closed);
}

TEST_F(BreakerLayer, IsSlowByTheTimeUntilTheAnswerBegins) {
  auto one = ask();
  auto other = ask();
  wait(1min);  // the answers are long, and they come steadily
  end(*one, true);
  end(*other, true);
  EXPECT_EQ(state(), CircuitState::closed);
  said_->takes = 1s;
  for (int i = 0; i < 2; ++i) {
    auto late = ask();
    end(*late, true);
  }
  EXPECT_EQ(state(), CircuitState::open);
}

TEST_F(BreakerLayer, ADeadlineSpeaksAgainstItOnlyWhenItWasSlow) {
  said_->fails = FailureKind::deadline;
  ask();
  ask();
  EXPECT_EQ(state(), CircuitState::closed);
  said_->takes = 1s;
  ask();
  ask();
  EXPECT_EQ(state(), CircuitState::open);
}

}  // namespace
}  // namespace gameday::policy::test
