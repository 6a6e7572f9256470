// F39: tool calls that a primary of the client's own dialect has broken come through byte by byte.
// Whoever repaired them would have to guess, and whoever dropped them would change the answer.

#include <gtest/gtest.h>

#include "llm/openai_stream.hpp"
#include "rig.hpp"

namespace gameday::gateway::test {
namespace {

using llm::ToolDelta;

/// Begin and arguments of two calls; the flaw is in what they say of themselves.
struct Flaw {
  const char* name;
  ToolDelta deltas[4];
};
const Flaw flaws[] = {
    {"both have index 0",
     {{0, "call_1", "run", ""}, {0, {}, {}, "{}"}, {0, "call_2", "read", ""}, {0, {}, {}, "{}"}}},
    {"neither has one",
     {{{}, "call_1", "run", ""},
      {{}, {}, {}, "{}"},
      {{}, "call_2", "read", ""},
      {{}, {}, {}, "{}"}}},
    {"arguments of the other",
     {{0, "call_1", "run", ""}, {1, {}, {}, "{}"}, {1, "call_2", "read", ""}, {0, {}, {}, "{}"}}},
    {"no id", {{0, {}, "run", ""}, {0, {}, {}, "{}"}, {1, {}, "read", ""}, {1, {}, {}, "{}"}}},
    {"a blank id",
     {{0, {}, "run", "", true}, {0, {}, {}, "{}"}, {1, {}, "read", "", true}, {1, {}, {}, "{}"}}},
    {"one id for both",
     {{0, "call_1", "run", ""}, {0, {}, {}, "{}"}, {1, "call_1", "read", ""}, {1, {}, {}, "{}"}}},
    {"whole calls in a chunk, and no arguments at all",
     {{0, "call_1", "run", "{\"a\":1}"},
      {1, "call_2", "read", ""},
      {2, "call_3", "run", "{"},
      {2, {}, {}, "}"}}},
};

TEST(BrokenTools, PassUntouched) {
  llm::ChunkHead head;
  head.id = "x";
  head.model = "m";
  for (const Flaw& flaw : flaws) {
    std::vector<std::string> events = {llm::role_chunk(head, true)};
    for (const ToolDelta& delta : flaw.deltas) {
      events.push_back(llm::tool_chunk(head, delta));
    }
    events.push_back(llm::finish_chunk(head, "tool_calls"));
    events.emplace_back(llm::done_event);
    Rig rig(tuned());
    rig.openai.plays = {{"", {streamed(events)}}};
    rig.run([&](Rig& r) -> rt::awaitable<void> {
      Ask ask = streaming();
      const http::Response response = co_await r.ask(std::move(ask));
      std::string all;
      for (const std::string& event : events) {
        all += event;
      }
      EXPECT_EQ(response.body, all) << flaw.name;
      EXPECT_EQ(tries(response), "openai/a:200") << flaw.name;
    });
  }
}

}  // namespace
}  // namespace gameday::gateway::test
