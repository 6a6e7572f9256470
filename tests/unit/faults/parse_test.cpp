#include "faults/parse.hpp"

#include <gtest/gtest.h>

#include "faults/answer.hpp"

namespace gameday::faults {
namespace {

Value text(std::string word) {
  Value value;
  value.kind = Value::Kind::text;
  value.text = std::move(word);
  return value;
}

using Entry = std::pair<std::string, Value>;

Value map_of(std::vector<Entry> entries) {
  Value value;
  value.kind = Value::Kind::map;
  std::uint32_t column = 0;
  for (Entry& entry : entries) {
    column += 10;  // in the order written
    value.members.push_back({entry.first, Place{1, column, 1}, std::move(entry.second)});
  }
  return value;
}

struct Parsing {
  std::optional<Injection> injection;
  std::string problems;
};

Parsing parse(std::vector<Entry> entries) {
  const Value value = map_of(std::move(entries));
  Problems problems("file");
  MapReader map(value, "inject[0]", "an injection", problems);
  Parsing parsing;
  parsing.injection = parse_injection(map);
  map.finish();
  for (const Problem& problem : problems.list()) {
    parsing.problems += problem.path + ": " + problem.what + '\n';
  }
  return parsing;
}

std::string described(std::vector<Entry> entries) {
  const Parsing parsing = parse(std::move(entries));
  EXPECT_EQ(parsing.problems, "");
  return parsing.injection ? parsing.injection->name + ": " + describe(*parsing.injection)
                           : std::string("nothing");
}

TEST(Parse, SlugsAndActionsSayWhatTheyDo) {
  const Value hint = map_of({{"error", text("rate-limit")}, {"retry_after", text("1500ms")}});
  const Value plain = map_of({{"status", text("503")}});
  const Value late = map_of({{"headers", text("1500ms")}});
  EXPECT_EQ(described({{"fault", text("rate-limited")}}),
            "rate-limited: 429 with Retry-After: 2 s, every attempt");
  EXPECT_EQ(described({{"fault", text("rate-limited")}, {"retry_after", text("none")}}),
            "rate-limited: 429, every attempt");
  EXPECT_EQ(described({{"fault", text("429-storm")}, {"name", text("storm")}}),
            "storm: 429 with Retry-After: 20 s, every attempt");
  EXPECT_EQ(described({{"fault", text("overloaded")}, {"share", text("1/3")}}),
            "overloaded: 503, 1/3 of attempts");
  EXPECT_EQ(described({{"fault", text("server-error")}, {"status", text("501")}}),
            "server-error: 501, every attempt");
  EXPECT_EQ(described({{"fault", text("partial-503")}}),
            "partial-503: 503, half (50%) of attempts");
  EXPECT_EQ(
      described({{"fault", text("partial-503")}, {"share", text("20%")}, {"per", text("request")}}),
      "partial-503: 503, 20% of requests");
  EXPECT_EQ(described({{"fault", text("tar-pit")}}), "tar-pit: headers 30 s late, every attempt");
  EXPECT_EQ(described({{"fault", text("tar-pit")}, {"wait", text("5m")}}),
            "tar-pit: headers 5 min late, every attempt");
  EXPECT_EQ(described({{"respond", hint}}), "respond: 429 with Retry-After: 2 s, every attempt");
  EXPECT_EQ(described({{"delay", late}, {"respond", plain}, {"share", text("100%")}}),
            "delay: headers 1.5 s late, then 503, every attempt");
  EXPECT_EQ(described({{"respond", plain}, {"delay", late}}).substr(0, 8), "respond:");
}

std::string refusal(std::vector<Entry> entries) {
  return parse(std::move(entries)).problems;
}

TEST(Parse, LaterWordsAreRefusedByName) {
  EXPECT_EQ(refusal({{"fault", text("429-storm")}, {"model", text("gpt-*")}}),
            "inject[0].model: not in this version of gameday; take it out\n");
  EXPECT_NE(refusal({{"fault", text("slow-drip")}}).find("slow-drip is not in this version"),
            std::string::npos);
  EXPECT_NE(refusal({{"fault", text("partial-outage")}}).find("a scenario file of its own"),
            std::string::npos);
  EXPECT_EQ(refusal({{"throttle", text("2KiB/s")}}),
            "inject[0].throttle: not in this version of gameday; take it out\n");
  EXPECT_NE(refusal({{"fault", text("server-error")}, {"shape", text("empty")}})
                .find("shape: empty is not in this version"),
            std::string::npos);
  EXPECT_NE(refusal({{"fault", text("partial-503")}, {"per", text("key")}})
                .find("per: key is not in this version"),
            std::string::npos);
  const Value success = map_of({{"status", text("200")}});
  EXPECT_NE(refusal({{"respond", success}}).find("below 400 are not in this version"),
            std::string::npos);
  const Value drawn = map_of({{"headers", map_of({{"p50", text("1s")}, {"p99", text("2s")}})}});
  EXPECT_NE(refusal({{"delay", drawn}}).find("delay.headers: a drawn delay is not in this version"),
            std::string::npos);
  const Value page = map_of({{"page", text("nginx-502")}, {"status", text("502")}});
  EXPECT_NE(refusal({{"respond", page}}).find("respond.page: not in this version"),
            std::string::npos);
}

TEST(Parse, MistakesShowTheWayOut) {
  EXPECT_NE(refusal({{"fault", text("rate-limitd")}}).find("did you mean \"rate-limited\"?"),
            std::string::npos);
  EXPECT_NE(
      refusal({{"fault", text("tar-pit")}, {"shar", text("5%")}}).find("did you mean \"share\"?"),
      std::string::npos);
  EXPECT_NE(refusal({{"respond", map_of({{"error", text("overload")}})}})
                .find("did you mean \"overloaded\"?"),
            std::string::npos);
  EXPECT_NE(refusal({{"fault", text("tar-pit")}, {"wait", text("40")}}).find("40 has no unit"),
            std::string::npos);
  EXPECT_NE(refusal({}).find("says nothing that shall happen"), std::string::npos);
  EXPECT_NE(refusal({{"respond", map_of({})}}).find("says no answer"), std::string::npos);
  EXPECT_NE(refusal({{"delay", map_of({})}}).find("delays nothing"), std::string::npos);
  EXPECT_NE(refusal({{"fault", text("tar-pit")}, {"delay", map_of({{"headers", text("1s")}})}})
                .find("stands alone"),
            std::string::npos);
  EXPECT_NE(refusal({{"fault", text("tar-pit")}, {"per", text("request")}}).find("add share"),
            std::string::npos);
}

TEST(UniqueNames, RepetitionsAreNumbered) {
  Injection a;
  a.name = "respond";
  Injection b = a;
  Injection c = a;
  b.name = "respond-2";
  unique_names({&a, &b, &c});
  EXPECT_EQ(a.name, "respond");
  EXPECT_EQ(b.name, "respond-2");
  EXPECT_EQ(c.name, "respond-3");
}

TEST(Answer, StatusOverridesWhatTheErrorSays) {
  Respond respond;
  respond.source = Respond::Source::error;
  respond.text = "overloaded";
  respond.status = 529;
  const llm::TrueAnswer answer = answer_of(respond, 1, "m");
  EXPECT_EQ(answer.head.status, 529);
  EXPECT_EQ(answer.head.reason, http::reason_of(529));
  EXPECT_EQ(llm::read_error(answer.body)->code, "server_is_overloaded");
}

}  // namespace
}  // namespace gameday::faults
