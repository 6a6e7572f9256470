// Clients that leave (`into: clients`): when, how, and what the record and the audit say.

#include "load/leaving.hpp"

#include <gtest/gtest.h>

#include "faults/clients.hpp"
#include "scripted_server.hpp"
#include "stream_text.hpp"

namespace gameday::load {
namespace {

using record::Outcome;
using Unit = faults::Point::Unit;

struct Played {
  record::RequestRecord record;
  faults::Counts counts;
  std::optional<TimePoint> client_left;
  std::size_t idle = 0;
};

rt::awaitable<void> play(rt::World& world, Script script, Options options, faults::Cut cut,
                         Played& played) {
  ScriptedServer handler(world, script);
  http::Server server(world, handler);
  Target target;
  target.address = *server.start(rt::Address{"127.0.0.1", 0});
  target.model = "m";
  record::MemorySink sink;
  {
    Driver driver(world, options, target, sink);
    faults::Injection injection;
    injection.name = "leave";
    injection.deed.cut = cut;
    std::vector<faults::Injection> list = {injection};
    driver.apply(std::make_shared<const faults::FaultPlan>(std::move(list), Seed(1), "storm",
                                                           faults::clients_draw_as));
    const rt::Stop stop;
    const std::vector<Arrival> one = {Arrival{}};
    co_await driver.run(one, world.now(), stop);
    played.counts = driver.ledger().by_name().at("leave");
  }
  rt::Bound bound;
  bound.due = later(world.now(), 1s);
  co_await server.stop(bound);
  played.record = sink.records().requests.at(0);
  played.client_left = handler.client_left;
}

Played leave(const Script& script, Unit unit, std::uint64_t count, bool stream = true,
             faults::Cut::How how = faults::Cut::How::fin, bool before = false) {
  Options options = streaming();
  options.kinds[0].stream = stream;
  faults::Cut cut;
  cut.point.unit = unit;
  cut.point.count = count;
  cut.point.before = before;
  cut.how = how;
  Played played;
  rt::VirtualWorld world{Seed(1)};
  world.run(play(world.world(), script, options, cut, played));
  return played;
}

/// A delta each second; the role comes first, at once.
Script slow_stream() {
  Script script;
  script.pieces = {{0s, role},         {1s, content("a")}, {1s, content("b")},
                   {1s, content("c")}, {1s, content("d")}, {1s, finish() + usage + done}};
  return script;
}

TEST(Leaving, CountsWhatTheClientHasSeen) {
  const Script script = slow_stream();
  const struct {
    Unit unit;
    std::uint64_t count;
    Duration at;
  } rows[] = {{Unit::headers, 0, 0s},
              {Unit::deltas, 0, 0s},
              {Unit::events, 1, 0s},
              {Unit::deltas, 1, 1s},
              {Unit::deltas, 3, 3s},
              {Unit::events, 3, 2s},
              {Unit::bytes, role.size() + 2 * content("a").size(), 2s}};
  for (const auto& row : rows) {
    const Played played = leave(script, row.unit, row.count);
    EXPECT_EQ(played.record.outcome, Outcome::left) << row.count;
    EXPECT_GE(played.record.ended - run_start, row.at) << row.count;
    EXPECT_LT(played.record.ended - run_start, row.at + 100ms) << row.count;
    ASSERT_TRUE(played.client_left) << "the server hears of it at once";
    EXPECT_LT(*played.client_left - played.record.ended, 100ms);
    EXPECT_EQ(played.counts.matched, 1U);
    EXPECT_EQ(played.counts.injected, 1U);
  }
}

TEST(Leaving, ByResetOrByFin) {
  for (const auto how : {faults::Cut::How::reset, faults::Cut::How::fin}) {
    const Played played = leave(slow_stream(), Unit::deltas, 2, true, how);
    EXPECT_EQ(played.record.outcome, Outcome::left);
    EXPECT_TRUE(played.client_left);
  }
}

TEST(Leaving, BeforeAnyAnswer) {
  Script script = slow_stream();
  for (const bool stream : {true, false}) {
    const Played played = leave(script, Unit::headers, 0, stream, faults::Cut::How::fin, true);
    EXPECT_EQ(played.record.outcome, Outcome::left);
    EXPECT_EQ(played.record.status, 0);
    EXPECT_EQ(played.counts.injected, 1U);
  }
}

TEST(Leaving, AWholeAnswerIsLeftInItsMiddle) {
  Script script;
  script.content_type = "application/json";
  script.pieces = {{0s, "{\"id\": \"c\","}, {2s, "\"choices\": []}"}};
  const Played middle = leave(script, Unit::deltas, 3, false);
  EXPECT_EQ(middle.record.outcome, Outcome::left);
  EXPECT_LT(middle.record.ended - run_start, 1s);
  const Played head = leave(script, Unit::deltas, 0, false);
  EXPECT_EQ(head.record.outcome, Outcome::left);
}

TEST(Leaving, AnAnswerThatWasOverFirstIsAnAnswer) {
  Script script;
  script.pieces = {{0s, joined(openai_events())}};
  const Played played = leave(script, Unit::deltas, 40);
  EXPECT_EQ(played.record.outcome, Outcome::ok);
  EXPECT_EQ(played.counts.injected, 0U);
  EXPECT_EQ(played.counts.bypassed.at("stream_too_short"), 1U);
}

TEST(Leaving, ARefusalIsNotWaitedForLonger) {
  Script script;
  script.status = 503;
  script.content_type = "application/json";
  script.pieces = {{0s, R"({"error":{"type":"server_error"}})"}};
  for (const bool stream : {true, false}) {
    const Played played = leave(script, Unit::deltas, 3, stream);
    EXPECT_EQ(played.record.outcome, Outcome::http_5xx);
    EXPECT_EQ(played.counts.bypassed.at("upstream_failed"), 1U);
  }
}

}  // namespace
}  // namespace gameday::load
