// The open loop against a server that takes as long as it is told, in virtual time.

#include "load/driver.hpp"

#include <gtest/gtest.h>

#include "base/marker.hpp"
#include "http/server.hpp"
#include "record/memory_sink.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::load {
namespace {

using record::Outcome;

constexpr const char* answer =
    R"({"model":"m","choices":[{"message":{"content":"x"},"finish_reason":"stop"}]})";

/// Answers every request after `wait`, and keeps what it read.
class SlowServer final : public http::Handler {
 public:
  SlowServer(rt::World& world, Duration wait) : world_(world), wait_(wait) {}
  rt::awaitable<void> serve(http::Exchange& exchange) override {
    rt::Bound bound;
    bound.stop = &exchange.stop();
    const auto body = co_await http::read_body(exchange, bound);
    if (body) {
      bodies.push_back(*body);
    }
    bound.due = later(world_.now(), wait_);
    co_await rt::sleep(world_, bound);
    if (exchange.stop().requested()) {
      co_return;
    }
    bound.due = never;
    const std::string text = answer;
    http::Head head = http::response_of(200, "application/json", text.size());
    co_await http::respond(exchange, std::move(head), text, bound);
  }
  std::vector<std::string> bodies;

 private:
  rt::World& world_;
  Duration wait_;
};

struct Result {
  std::vector<record::RequestRecord> records;
  std::vector<std::string> bodies;
};

struct Setting {
  Duration server_wait{};
  Options options;
  std::vector<Arrival> arrivals;
  std::optional<Duration> stop_at;
};

rt::awaitable<void> stop_later(rt::World& world, rt::Stop& stop, Duration wait) {
  rt::Bound bound;
  bound.due = later(world.now(), wait);
  co_await rt::sleep(world, bound);
  stop.request(rt::Why::run_stopped);
}

rt::awaitable<void> drive(rt::World& world, const Setting& setting, record::MemorySink& sink,
                          Result& result) {
  SlowServer handler(world, setting.server_wait);
  http::Server server(world, handler);
  const auto address = server.start(rt::Address{"127.0.0.1", 0});
  Target target;
  target.address = *address;
  target.model = "gpt-4o-mini";
  target.api_key = "sk-test";
  target.run = 0x9f3c;
  {
    Driver driver(world, setting.options, target, sink);
    rt::Stop stop;
    rt::TaskGroup others(world.executor);
    if (setting.stop_at) {
      others.spawn("stop", stop_later(world, stop, *setting.stop_at));
    }
    co_await driver.run(setting.arrivals, world.now(), stop);
    co_await others.join(rt::Bound{});
  }
  rt::Bound bound;
  bound.due = later(world.now(), 1s);
  co_await server.stop(bound);
  result.bodies = handler.bodies;
}

Result play(Setting setting) {
  setting.options.kinds = {RequestKind{1, "Why did it fail?", "", std::nullopt, ""}};
  record::MemorySink sink;
  Result result;
  rt::VirtualWorld world{Seed(1)};
  world.run(drive(world.world(), setting, sink, result));
  result.records = sink.records().requests;
  return result;
}

std::vector<Arrival> every(Duration gap, std::uint32_t count) {
  std::vector<Arrival> arrivals;
  for (std::uint32_t ordinal = 0; ordinal < count; ++ordinal) {
    arrivals.push_back({ordinal, gap * ordinal, record::Window::fault, 0});
  }
  return arrivals;
}

TEST(Driver, LatencyRunsFromTheIntendedTimeAndTheMarkerIsInThePrompt) {
  Setting setting;
  setting.server_wait = 2s;
  setting.arrivals = every(100ms, 3);
  const Result result = play(setting);
  ASSERT_EQ(result.records.size(), 3U);
  for (const auto& record : result.records) {
    EXPECT_EQ(record.outcome, Outcome::ok);
    EXPECT_EQ(record.sent, record.intended);
    // Two seconds and a few deliveries of 20 us: a slow answer does not delay the next request.
    EXPECT_GE(record.ended - record.intended, 2s);
    EXPECT_LT(record.ended - record.intended, 2s + 1ms);
  }
  ASSERT_EQ(result.bodies.size(), 3U);
  EXPECT_EQ(find_marker(result.bodies[2]), (Marker{0x9f3c, 2}));
}

TEST(Driver, TheClientGivesUpAtItsTimeout) {
  Setting setting;
  setting.server_wait = 10min;
  setting.options.timeout = 5s;
  setting.arrivals = every(1s, 1);
  const Result result = play(setting);
  ASSERT_EQ(result.records.size(), 1U);
  EXPECT_EQ(result.records[0].outcome, Outcome::timeout);
  EXPECT_EQ(result.records[0].ended - result.records[0].intended, 5s);
}

TEST(Driver, OverTheCapARequestIsNotSentButCounts) {
  Setting setting;
  setting.server_wait = 10s;
  setting.options.max_in_flight = 2;
  setting.arrivals = every(1s, 3);
  const Result result = play(setting);
  ASSERT_EQ(result.records.size(), 3U);
  EXPECT_EQ(result.records[0].ordinal, 2U);
  EXPECT_EQ(result.records[0].outcome, Outcome::not_sent);
  EXPECT_FALSE(result.records[0].sent.has_value());
  EXPECT_EQ(result.records[0].ended, result.records[0].intended);
}

TEST(Driver, AStopEndsTheSendingAndLeavesOpenRequestsUnfinished) {
  Setting setting;
  setting.server_wait = 10s;
  setting.arrivals = every(1s, 5);
  setting.stop_at = 2500ms;
  const Result result = play(setting);
  ASSERT_EQ(result.records.size(), 3U);  // at 0, 1 and 2 s; the rest was never due
  for (const auto& record : result.records) {
    EXPECT_EQ(record.outcome, Outcome::unfinished);
  }
}

TEST(Driver, MaxInFlightFollowsRateAndTimeout) {
  Options options;
  options.rate = PerSecond{8'000'000};
  options.timeout = 60s;
  EXPECT_EQ(max_in_flight(options), 576U);
  options.max_in_flight = 10;
  EXPECT_EQ(max_in_flight(options), 10U);
}

}  // namespace
}  // namespace gameday::load
