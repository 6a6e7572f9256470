// The client of the gateway benchmark: asks for chat completions, closed loop or open, streamed or
// not, and checks that each answer is whole. Prints one line of JSON; exit 1 when one was not.
//
// Times run from when a question was due, so that nobody who is slow is asked less often.
#include <cstdio>

#include <fmt/format.h>

#include "bench/gateway/hearing.hpp"
#include "bench/gateway/question.hpp"
#include "bench/gateway/schedule.hpp"
#include "bench/gateway/tally.hpp"
#include "http/client.hpp"
#include "rt/real_world.hpp"

namespace gameday::test {
namespace {

struct Asker {
  rt::World& world;
  const Arguments& arguments;
  const std::string question;
  http::Pool& pool;
  Schedule& schedule;
  Tally& tally;
};

std::string words_of(const http::CallError& error) {
  return fmt::format("step {}: {}", static_cast<int>(error.step), error.ec.message());
}

/// Why it failed; empty: it did not.
rt::awaitable<std::string> hear(Asker& asker, Hearing& hearing) {
  rt::Bound bound;
  bound = bound.tighter(later(asker.world.now(), asker.arguments.timeout), rt::Limit::total);
  std::string method = "POST";
  std::string message = asker.question;
  const http::Asked asked =
      co_await http::ask(asker.pool, std::move(method), std::move(message), bound);
  if (!asked) {
    co_return words_of(asked.error());
  }
  http::Call& call = **asked;
  const int status = call.head().status;
  for (bool ended = false; !ended;) {
    const auto part = co_await call.read_part(bound);
    if (!part) {
      co_return words_of(part.error());
    }
    if (!part->payload.empty()) {
      hearing.take(http::text_of(part->payload), asker.world.now());
    }
    ended = part->end;
  }
  if (status != asker.arguments.status) {
    co_return fmt::format("status {}", status);
  }
  co_return status == 200 && !hearing.whole() ? "an answer that is not whole" : "";
}

rt::awaitable<void> ask_on(Asker& asker) {
  while (const auto due = asker.schedule.next(asker.world.now())) {
    if (*due > asker.world.now()) {
      rt::Bound until;
      until.due = *due;
      co_await rt::sleep(asker.world, until);
    }
    Hearing hearing(asker.arguments.stream);
    const std::string failed = co_await hear(asker, hearing);
    if (failed.empty()) {
      asker.tally.answered(asker.world.now() - *due);
    } else {
      asker.tally.failed(failed);
    }
    if (failed.empty() && hearing.first_content()) {
      asker.tally.first_content(*hearing.first_content() - *due);
    }
  }
}

rt::awaitable<void> ask_all(rt::World& world, const Arguments& arguments, Tally& tally,
                            Duration& took) {
  http::PoolOptions options;
  options.idle_most = arguments.connections;
  const rt::Address address{"127.0.0.1", arguments.port};
  http::Pool pool(world, address, options);
  Schedule schedule(arguments, world.now());
  Asker asker{world, arguments, question_of(arguments), pool, schedule, tally};
  rt::TaskGroup askers(world.executor);
  for (unsigned each = 0; each < arguments.connections; ++each) {
    askers.spawn("ask", ask_on(asker));
  }
  co_await askers.join(rt::Bound{});
  took = world.now() - schedule.start();
}

}  // namespace
}  // namespace gameday::test

int main(int argc, char** argv) {
  using namespace gameday;
  const test::Arguments arguments = test::read_arguments(argc, argv);
  test::Tally tally;
  Duration took{};
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(test::ask_all(world.world(), arguments, tally, took));
  std::puts(tally.to_json(took).c_str());
  return tally.all_answered() ? 0 : 1;
}
