// The list of a proxy's faults: what a body means, how changes are merged, what is refused.

#include "control/fault_list.hpp"

#include <gtest/gtest.h>

#include "base/json_writer.hpp"
#include "control/limits.hpp"
#include "control/write_fault.hpp"

namespace gameday::control {
namespace {

constexpr TimePoint start = run_start;

FaultBody body_of(std::string_view json) {
  const auto body = read_fault(json);
  EXPECT_TRUE(body) << (body ? "" : body.error().text);
  return body ? *body : FaultBody();
}

/// What is wrong with it; empty: nothing.
std::string problem_of(std::string_view json) {
  const auto body = read_fault(json);
  if (!body) {
    return body.error().text;
  }
  FaultList list;
  const auto added = list.add(*body, start);
  return added ? "" : added.error().text;
}

std::string shown(const FaultList& list, std::string_view name) {
  const faults::FaultLedger ledger;
  const std::string text = write_fault(*list.find(name), ledger);
  return text.substr(0, text.find(R"(,"counts")"));
}

std::string names(const FaultList& list) {
  std::string all;
  for (const FaultSpec& each : list.all()) {
    all += each.name;
  }
  return all;
}

TEST(FaultList, EchoesParametersThatAreLeftOut) {
  FaultList list;
  list.add(body_of(R"({"type":"rate-limited","match":{"share":"50%","per":"request"}})"), start);
  EXPECT_EQ(shown(list, "rate-limited"),
            R"({"name":"rate-limited","type":"rate-limited","attributes":{"retry_after":"2s",)"
            R"("limit":"requests"},"match":{"share":"50%","per":"request"},"enabled":true)");
  list.add(body_of(R"({"name":"cut","type":"end","attributes":{"after":"3 deltas"}})"), start);
  EXPECT_EQ(shown(list, "cut"),
            R"({"name":"cut","type":"end","attributes":{"after":"3 deltas","how":"reset"},)"
            R"("match":{},"enabled":true)");
}

TEST(FaultList, SeveralDeedsOfOneDecision) {
  FaultList list;
  const auto added = list.add(body_of(R"({"type":"all_of","attributes":{"faults":[
      {"type":"delay","attributes":{"headers":"2s"}},
      {"type":"respond","attributes":{"status":503}}]}})"),
                              start);
  ASSERT_TRUE(added) << added.error().text;
  EXPECT_TRUE((*added)->injection.deed.delay);
  EXPECT_TRUE((*added)->injection.deed.respond);
}

TEST(FaultList, AChangeIsMergedAndNullTakesAway) {
  FaultList list;
  list.add(body_of(R"({"type":"respond","attributes":{"status":503,"retry_after":"9s"},
                       "match":{"model":"gpt-4o*","first":2}})"),
           start);
  const auto changed = list.update(
      "respond", body_of(R"({"attributes":{"retry_after":null},"match":{"first":3}})"), start);
  ASSERT_TRUE(changed) << changed.error().text;
  EXPECT_EQ(shown(list, "respond"),
            R"({"name":"respond","type":"respond","attributes":{"status":503,)"
            R"("retry_after":"auto","dialect":"auto","early":false},)"
            R"("match":{"model":"gpt-4o*","first":3},"enabled":true)");
}

TEST(FaultList, AChangeThatIsWrongChangesNothing) {
  FaultList list;
  list.add(body_of(R"({"type":"respond","attributes":{"status":503}})"), start);
  const std::string before = shown(list, "respond");
  EXPECT_FALSE(list.update("respond", body_of(R"({"attributes":{"status":9999}})"), start));
  EXPECT_FALSE(list.update("respond", body_of(R"({"type":"end"})"), start));
  EXPECT_EQ(shown(list, "respond"), before);
}

TEST(FaultList, PositionsMoveBothWays) {
  FaultList list;
  for (const char* const name : {"a", "b", "c"}) {
    list.add(body_of(std::string(R"({"type":"overloaded","name":")") + name + "\"}"), start);
  }
  list.update("a", body_of(R"({"position":2})"), start);
  EXPECT_EQ(names(list), "bca");
  list.update("a", body_of(R"({"position":0})"), start);
  EXPECT_EQ(names(list), "abc");
  list.update("b", body_of(R"({"position":100})"), start);
  EXPECT_EQ(names(list), "acb");
}

TEST(FaultList, AnyChangeRenewsALease) {
  FaultList list;
  list.add(body_of(R"({"type":"overloaded","lease_ms":100})"), start);
  list.update("overloaded", body_of("{}"), start + 60ms);
  EXPECT_EQ(list.next_over(), start + 160ms);
  EXPECT_FALSE(list.expire(start + 159ms));
  EXPECT_TRUE(list.expire(start + 160ms));
  EXPECT_TRUE(list.empty());
}

TEST(FaultList, HoldsSoManyAndNoMore) {
  FaultList list;
  FaultBody body = body_of(R"({"type":"overloaded"})");
  for (std::size_t i = 0; i < most_faults; ++i) {
    body.name = std::to_string(i);
    ASSERT_TRUE(list.add(body, start));
  }
  body.name = "more";
  EXPECT_EQ(list.add(body, start).error().text, "bad request body: a proxy has at most 100 faults");
}

TEST(FaultList, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(problem_of(R"({"attributes":{}})"), "missing required field: type");
  EXPECT_EQ(problem_of(R"({"type":"rate-limted"})"), "invalid fault type");
  for (const char* lookups :
       {R"({"type":"dns"})", R"({"type":"dns-failure","attributes":{"kind":"2s"}})",
        R"({"type":"all_of","attributes":{"faults":[{"type":"dns"}]}})"}) {
    const std::string problem = problem_of(lookups);
    EXPECT_NE(problem.find("a proxy never sees those of its clients; play it in a scenario"),
              std::string::npos)
        << problem;
  }
  EXPECT_EQ(problem_of(R"({"type":"respond","attributes":{"statsu":503}})"),
            R"(bad request body: attributes.statsu: unknown key; did you mean "status"? (1:33); )"
            R"(attributes: says no answer; write {status: 503}, {error: overloaded} or {page: )"
            R"(nginx-502} (1:32))");
  EXPECT_EQ(problem_of(R"({"type":"overloaded","match":{"modle":"x"}})"),
            R"(bad request body: match.modle: is no selector; write model, stream, key, first or )"
            R"(share; did you mean "model"? (1:31))");
  EXPECT_EQ(problem_of(R"({"type":"slow-drip","attributes":{"share":"50%"}})"),
            "bad request body: attributes.share: is a selector; move it to match (1:35)");
  EXPECT_EQ(problem_of(R"({"type":"overloaded","toxicity":0.5})"),
            R"(bad request body: toxicity: is a toxic's; of a fault write "match": )"
            R"({"share": "50%"} (1:33))");
  EXPECT_EQ(problem_of(R"({"type":"overloaded","lease":5})"),
            R"(bad request body: lease: unknown key (1:22))");
  EXPECT_EQ(problem_of(R"({"type":"overloaded","match":{"key":"env.GAMEDAY_NO_SUCH_KEY"}})"),
            "bad request body: match.key: GAMEDAY_NO_SUCH_KEY is not set in the environment of "
            "gameday proxy; write sha:9f3c… (the first 4 to 64 hex digits of its SHA-256)");
}

}  // namespace
}  // namespace gameday::control
