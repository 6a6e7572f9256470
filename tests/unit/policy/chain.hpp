#pragma once
// The set-up of the table of failures: a primary with keys a and b, a healthy lifeboat L with one
// key, one retry without jitter; a script plays the providers, virtual time passes.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "policy/attempt.hpp"
#include "policy/key_ring.hpp"
#include "policy/options.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::policy::test {

/// What a provider does with one try.
struct Play {
  FailureKind kind = FailureKind::status;
  int status = 200;  // with kind status: 200 is an answer
  llm::ErrorObject error;
  std::optional<Duration> retry_after;
  Duration takes = 100ms;
};
Play answer();
Play status(int code, std::optional<Duration> retry_after = {});
Play said(int code, std::string type, std::string error_code);
Play broken(FailureKind kind, int head_status = 0);

/// Told by "a", "b" (the primary's keys) or "L": the last of a list goes on for ever.
using Script = std::map<std::string, std::deque<Play>>;

struct Result {
  std::string tries;  // "a b L"
  std::string trail;
  std::ptrdiff_t refused = 0;  // of it, by breakers
  std::optional<Failure> failure;
  Duration took{};
  std::string body;
};

class Chain {
 public:
  explicit Chain(Retry retry = once(), std::optional<Duration> deadline = 60s, bool lifeboat = true,
                 std::optional<BreakerOptions> breaker = {},
                 std::optional<BudgetOptions> budget = {}, std::optional<HedgeOptions> hedge = {});
  ~Chain();

  /// One retry, 200 ms, no jitter.
  static Retry once();

  Result ask(Script script);
  /// … of a client that leaves after `patience`.
  Result ask_and_leave(Script script, Duration patience);
  void wait(Duration time);
  /// From now on the target "p" or "l" says so of every request.
  void cannot_say_it(const std::string& target, Failure why);
  Description describe() const;
  /// Retries, and hedges, that are left of their budgets.
  std::uint64_t retries_left() const;
  std::uint64_t hedges_left() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::policy::test
