// What six layers of policy add to a call that needs none of them.

#include "policy/attempt_limit.hpp"
#include "policy/attempt_log.hpp"
#include "policy/fallback.hpp"
#include "policy/key_rotation.hpp"
#include "policy/retry.hpp"
#include "policy/total.hpp"
#include "rt/virtual_world.hpp"
#include "support/bench_ratios.hpp"

namespace gameday::policy {
namespace {

// Answers at once.
class Provider final : public Attempt {
 public:
  rt::awaitable<Outcome> run(Call&, Try attempt) override {
    Reply reply;
    reply.status = 200;
    reply.used = attempt;
    co_return reply;
  }
  void describe(Description&) const override {}
};

struct Stack {
  rt::VirtualWorld virtual_world{Seed(7)};
  rt::World& world = virtual_world.world();
  KeyRing ring{{KeyOptions{"a", 1, {}}, KeyOptions{"b", 1, {}}}};
  std::unique_ptr<Attempt> top = std::make_unique<Provider>();

  void add_layers() {
    top = std::make_unique<AttemptLimit>(world.clock, 4s, std::move(top));
    top = std::make_unique<AttemptLog>(world.clock, "openai", ring, std::move(top));
    top = std::make_unique<KeyRotation>(world.clock, ring, "m", Retry(), std::move(top));
    top = std::make_unique<RetryLayer>(world, Seed(7), Retry(), nullptr, std::move(top));
    std::vector<ChainTarget> targets;
    targets.push_back({std::move(top), {}});
    top = std::make_unique<Fallback>(world.clock, std::move(targets));
    top = std::make_unique<Total>(world.clock, 30s, std::move(top));
  }
};

rt::awaitable<void> call_for_ever(Attempt& top, benchmark::State& state) {
  const Request request;
  for ([[maybe_unused]] auto round : state) {
    Trail trail;
    Call call{request, 1, rt::Bound(), trail};
    Outcome outcome = co_await top.run(call, Try());
    if (std::holds_alternative<Failure>(outcome)) {
      state.SkipWithError("the provider has answered, the stack has not");
      break;
    }
    std::get<Reply>(outcome).holds.ended(Ending());
    benchmark::DoNotOptimize(outcome);
  }
}

void run(bool layers, benchmark::State& state) {
  Stack stack;
  if (layers) {
    stack.add_layers();
  }
  stack.virtual_world.run(call_for_ever(*stack.top, state));
}

}  // namespace
}  // namespace gameday::policy

int main(int argc, char** argv) {
  using gameday::policy::run;
  gameday::test::BenchRatios ratios;
  ratios.add_bodies(
      "policy: a call through six layers", [](benchmark::State& state) { run(true, state); },
      "one virtual awaitable call", [](benchmark::State& state) { run(false, state); });
  return ratios.run(argc, argv);
}
