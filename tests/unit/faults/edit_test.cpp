// What edits make of an answer: each op on each kind of piece, lists, places beside them.

#include <set>

#include <gtest/gtest.h>

#include "faults/edited_body.hpp"
#include "support/parsed_injection.hpp"
#include "support/played_answer.hpp"

namespace gameday {
namespace {

using test::at_once;
using test::deed_of;
using test::delta;
using test::Script;

const std::string role =
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n";
const std::string beat = ": beat\n\n";
const std::string a = delta("a");
const std::string b = delta("b");
const std::string c = delta("c");
const std::string finish =
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const std::string usage = "data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\n";
const std::string done = "data: [DONE]\n\n";
const std::string all = role + a + beat + b + c + finish + usage + done;

test::PlayedAnswer edited(const std::string& edit, const std::string& more = "") {
  const faults::Deed deed = deed_of("{edit: " + edit + more + "}");
  return test::play(deed, test::stream_head(), at_once(all));
}

TEST(Edit, DropsAndDoublesPieces) {
  const struct {
    std::string edit;
    std::string bytes;
    std::string reached;
  } rows[] = {
      {"{which: event 0, drop: true}", a + beat + b + c + finish + usage + done, "after headers"},
      {"{which: event 1..3, drop: true}", role + beat + finish + usage + done, "after 3 events"},
      {"{which: delta ..1, drop: true}", role + beat + c + finish + usage + done, "after 2 events"},
      {"{which: delta 1.., drop: true}", role + a + beat + finish + usage + done, "after 3 events"},
      {"{which: finish, drop: true}", role + a + beat + b + c + usage + done, "after 4 events"},
      {"{which: usage, dup: 2}", role + a + beat + b + c + finish + usage + usage + usage + done,
       "after 5 events"},
      {"{which: done, dup: 1}", all + done, "after 6 events"},
      {"{which: all, drop: true}", beat, "after 6 events"},
      {"[{which: event 1.., drop: true}, {which: event 0, dup: 1}]", role + role + beat,
       "after 6 events"},
  };
  for (const auto& row : rows) {
    const auto got = edited(row.edit);
    EXPECT_EQ(got.bytes, row.bytes) << row.edit;
    EXPECT_TRUE(got.reached.starts_with(row.reached)) << row.edit << ": " << got.reached;
    EXPECT_EQ(got.bypassed, "") << row.edit;
  }
}

TEST(Edit, MovesPieces) {
  const struct {
    std::string edit;
    std::string bytes;
  } rows[] = {
      {"{which: delta 0, move: 1}", role + beat + b + a + c + finish + usage + done},
      {"{which: delta 0, move: 2}", role + beat + b + c + a + finish + usage + done},
      {"{which: finish, move: -1}", role + a + beat + b + finish + c + usage + done},
      {"{which: finish, move: -2}", role + a + beat + finish + b + c + usage + done},
      {"{which: finish, move: -8}", finish + role + a + beat + b + c + usage + done},
      {"{which: done, move: 3}", all},  // nothing comes after it
      {"{which: event 0, move: -1}", all},
      {"{which: usage, move: 8}", role + a + beat + b + c + finish + done + usage},
      {"[{which: finish, move: -1}, {which: finish, move: -1}]",
       role + a + beat + finish + b + c + usage + done},
      {"[{which: finish, move: -2}, {which: all, move: -1}]",
       a + role + finish + b + beat + c + usage + done},
      {"[{which: delta 1, move: -1}, {which: delta 1, move: 3}]",
       role + a + beat + c + finish + b + usage + done},
      {"[{which: delta 0, move: 1}, {which: delta 0, dup: 1}]",
       role + beat + b + a + a + c + finish + usage + done},
      {"[{which: delta 0, move: 1}, {which: finish, move: -1}]",
       role + beat + b + a + finish + c + usage + done},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(edited(row.edit).bytes, row.bytes) << row.edit;
  }
}

TEST(Edit, AMovedEventHoldsNoMoreThanItMust) {
  const faults::Deed late = deed_of("{edit: {which: delta 0, move: 1}}");
  const Script slow{{{1s, role}, {2s, a}, {3s, b}, {4s, c}}, 5s};
  const auto quoted = [](const std::string& text) { return '"' + text + '"'; };
  EXPECT_EQ(test::play(late, test::stream_head(), slow).seen,
            "1s " + quoted(role) + " | 3s " + quoted(b + a) + " | 4s " + quoted(c) + " | 5s over");
  const faults::Deed early = deed_of("{edit: {which: delta 2, move: -1}}");
  EXPECT_EQ(test::play(early, test::stream_head(), slow).seen,
            "2s " + quoted(role) + " | 3s " + quoted(a) + " | 4s " + quoted(c + b) + " | 5s over");
}

TEST(Edit, ChangesTheDataOfAnEvent) {
  const std::string start = role + a + beat;
  const std::string rest = c + finish + usage + done;
  const struct {
    std::string edit;
    std::string event;  // in place of b
  } rows[] = {
      {"{which: delta 1, cut: 20B}", "data: {\"choices\":[{\"index\"\n\n"},
      {"{which: delta 1, cut: 0B}", "data: \n\n"},
      {"{which: delta 1, cut: 20B, glue: true}", "data: {\"choices\":[{\"index\"\n"},
      {"{which: delta 1, cut: 50%}", "data: {\"choices\":[{\"index\":0,\"\n\n"},
      {"{which: delta 1, set: {/choices/0/index: 7}}",
       "data: {\"choices\":[{\"index\":7,\"delta\":{\"content\":\"b\"}}]}\n\n"},
      {"{which: delta 1, set: {/choices: null, /x/y: [1, \"1\"]}}",
       "data: {\"choices\":null,\"x\":{\"y\":[1,\"1\"]}}\n\n"},
      {"{which: delta 1, unset: [/choices/0/delta, /choices/0/index]}",
       "data: {\"choices\":[{}]}\n\n"},
      {"{which: delta 1, unset: /choices}", "data: {}\n\n"},
      {"{which: delta 1, replace: \"null\"}", "data: null\n\n"},
      {"{which: delta 1, overwrite: {hex: \"80\", in: content}}", delta("\x80")},
      {"{which: delta 1, overwrite: {hex: \"e282\", in: content}}", delta("\xe2\x82")},
      {"{which: delta 1, overwrite: {hex: 5858, after: 1B}}",
       "data: {XXhoices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}]}\n\n"},
      {"{which: delta 1, style: [crlf, no_space]}",
       "data:{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}]}\r\n\r\n"},
      {"[{which: delta 1, unset: [/choices]}, {which: delta 1, style: [id]}]",
       "id: 2\ndata: {}\n\n"},
  };
  for (const auto& row : rows) {
    const auto got = edited(row.edit);
    EXPECT_EQ(got.bytes, start + row.event + rest) << row.edit;
    EXPECT_TRUE(got.reached.starts_with("after 2 events")) << got.reached;
  }
}

TEST(Edit, SaysWhyNothingHappened) {
  const struct {
    std::string edit;
    std::string why;
  } rows[] = {
      {"{which: event 7, drop: true}", "stream_too_short"},
      {"{which: delta 1, cut: 1KiB}", "nothing_to_change"},
      {"{which: delta 1, overwrite: {hex: \"80\", in: content, after: 1B}}", "nothing_to_change"},
      {"{which: delta 1, unset: [/usage]}", "nothing_to_change"},
      {"{which: done, unset: [/usage]}", "not_json"},
      {"{which: done, overwrite: {hex: \"80\", in: content}}", "not_json"},
  };
  for (const auto& row : rows) {
    const auto got = edited(row.edit);
    EXPECT_EQ(got.bytes, all) << row.edit;
    EXPECT_EQ(got.bypassed, row.why) << row.edit;
    EXPECT_EQ(got.reached, "") << row.edit;
  }
}

TEST(Edit, PlacesAreCountedBeforeIt) {
  const auto dropped = edited("{which: delta 0, drop: true}",
                              ", insert: {after: 1 delta, comment: x}, end: {after: 2 deltas}");
  EXPECT_EQ(dropped.bytes, role + ": x\n\n" + beat + b);
  const auto moved = edited("{which: delta 0, move: 1}", ", end: {after: 2 deltas}");
  EXPECT_EQ(moved.bytes, role + beat + b + a);
  const auto finished = edited("{which: finish, drop: true}", ", end: {after: finish}");
  EXPECT_EQ(finished.bytes, role + a + beat + b + c);
  const auto bytes = edited("{which: delta 0.., drop: true}", ", end: {after: 100B}");
  EXPECT_EQ(bytes.bytes, (role + beat + finish).substr(0, 100));
}

TEST(Edit, CopiesAreEventsForADelay) {
  const auto got = edited("{which: delta 0, dup: 1}", ", delay: {each_event: 1s}");
  EXPECT_TRUE(got.seen.starts_with("0s \"" + role + "\" | 1s \"" + a + "\" | 2s \"" + a + beat))
      << got.seen;
}

TEST(Edit, AHealLetsEverythingGo) {
  for (std::size_t step = 0; step < 8; ++step) {
    const faults::Deed deed =
        deed_of("{edit: [{which: delta 0, move: 8}, {which: finish, move: -2}]}");
    test::AnswerPlayer player(deed, test::stream_head());
    player.heal_before_step = step;
    const auto got = player.play(at_once(all));
    EXPECT_EQ(got.bytes.size(), all.size()) << step;
    if (step == 0) {
      EXPECT_EQ(got.bytes, all);
    }
    for (const std::string& event : {role, a, beat, b, c, finish, usage, done}) {
      EXPECT_NE(got.bytes.find(event), std::string::npos) << step << event;
    }
  }
}

// As many as are asked for come out of one.
TEST(Edit, CopiesShareTheirBytes) {
  const faults::Deed deed = deed_of("{edit: {which: delta 0, dup: 100}}");
  faults::AnswerMachine machine(deed, test::stream_head(), faults::Waits{});
  machine.start(run_start);
  machine.push(delta(std::string(100'000, 'x')));
  std::set<const char*> places;
  std::size_t copies = 0;
  for (auto step = machine.next(run_start); step.what == faults::Step::What::write;
       step = machine.next(run_start)) {
    places.insert(step.bytes.data());
    ++copies;
  }
  EXPECT_EQ(copies, 101U);
  EXPECT_EQ(places.size(), 1U);
}

TEST(Edit, AMarkOfTheBeginningIsNotCopied) {
  EXPECT_EQ(edited("[{which: event 0, dup: 2}, {which: event 0, style: bom}]").bytes,
            "\xEF\xBB\xBF" + role + role + role + all.substr(role.size()));
}

// An event is held until the next one comes, and until then comments may come without end.
TEST(Edit, WhatIsHeldIsBounded) {
  const std::string comment = ": " + std::string(3 * 1024 * 1024, 'x') + "\n\n";
  const faults::Deed deed = deed_of("{edit: {which: delta 9, move: -1}}");
  Script script{{{0s, a}}, 30s};
  for (int i = 1; i <= 20; ++i) {
    script.pieces.emplace_back(std::chrono::seconds(i), comment);
  }
  const auto got = test::play(deed, test::stream_head(), script);
  EXPECT_EQ(got.bytes.size(), a.size() + 20 * comment.size());
  EXPECT_NE(got.seen.find(" | 20s "), std::string::npos);
  EXPECT_EQ(got.bypassed, "too_large");
}

TEST(Edit, EveryMarkerIsAPieceButOnlyTheFirstAPlace) {
  const faults::Deed deed =
      deed_of("{edit: {which: finish, drop: true}, insert: {before: finish, comment: x}}");
  const auto got = test::play(deed, test::stream_head(), at_once(a + finish + finish + done));
  EXPECT_EQ(got.bytes, a + ": x\n\n" + done);
}

TEST(Edit, ABlockTooLargeToHoldEndsIt) {
  const std::string huge = "data: " + std::string(http::sse_line_most + 1, 'x');
  const faults::Deed deed = deed_of("{edit: {which: event 0.., move: -2}}");
  const auto got = test::play(deed, test::stream_head(), {{{0s, role}, {0s, huge}, {0s, a}}, 0s});
  EXPECT_EQ(got.bytes, role + huge + a);
}

struct Body {
  std::string text;
  faults::EditedBody edited;
};
Body body_after(const std::string& edit, std::string text) {
  const faults::Deed deed = deed_of("{edit: " + edit + "}");
  faults::AnswerHead head = test::unary_head(text.size());
  EXPECT_EQ(faults::misfit(deed, head), "") << edit;
  EXPECT_TRUE(faults::edits_body(deed, head));
  Body body{std::move(text), {}};
  body.edited = faults::edit_body(deed, head, body.text);
  return body;
}

TEST(Edit, AWholeBodyIsOnePiece) {
  const std::string json = R"({"choices":[{"message":{"content":"abc"}}], "usage":{"x":1}})";
  const struct {
    std::string edit;
    std::string body;
  } rows[] = {
      {"{which: body, unset: [/usage]}", R"({"choices":[{"message":{"content":"abc"}}]})"},
      {"{which: all, set: {/usage: null}}",
       R"({"choices":[{"message":{"content":"abc"}}], "usage":null})"},
      {"{which: event 0, cut: 10B}", R"({"choices")"},
      {"{which: delta 5, replace: gone}", "gone"},
      {"{which: delta 2, overwrite: {hex: \"80\", in: content}}",
       "{\"choices\":[{\"message\":{\"content\":\"\x80"
       "bc\"}}], \"usage\":{\"x\":1}}"},
      {"{which: body, drop: true}", ""},
      {"[{which: body, unset: [/choices]}, {which: body, set: {/usage/x: 2}}]",
       R"({"usage":{"x":2}})"},
  };
  for (const auto& row : rows) {
    const Body got = body_after(row.edit, json);
    EXPECT_EQ(got.text, row.body) << row.edit;
    EXPECT_TRUE(got.edited.changed);
    EXPECT_EQ(got.edited.misfit, "");
  }
  EXPECT_FALSE(body_after("{which: body, cut: 1KiB}", json).edited.changed);
}

TEST(Edit, ABodyThatIsNoJsonStaysAsItIs) {
  const Body got =
      body_after("[{which: body, cut: 5B}, {which: body, set: {/usage: null}}]", "<html>x</html>");
  EXPECT_EQ(got.text, "<html>x</html>");
  EXPECT_EQ(got.edited.misfit, "not_json");
  EXPECT_FALSE(got.edited.changed);
}

TEST(Edit, FitsAnswersThatHaveSuchPieces) {
  const struct {
    std::string edit;
    std::string streamed;
    std::string unary;
  } rows[] = {
      {"{which: body, cut: 1B}", "not_unary", ""},
      {"{which: event 0..2, cut: 1B}", "", ""},
      {"{which: event 1, cut: 1B}", "", "not_a_stream"},
      {"{which: delta 3, cut: 1B}", "", ""},
      {"{which: all, dup: 1}", "", "not_a_stream"},
      {"{which: all, move: 1}", "", "not_a_stream"},
      {"{which: all, style: crlf}", "", "not_a_stream"},
      {"{which: finish, drop: true}", "", "not_a_stream"},
      {"[{which: all, cut: 1B}, {which: body, cut: 1B}]", "not_unary", ""},
  };
  for (const auto& row : rows) {
    const faults::Deed deed = deed_of("{edit: " + row.edit + "}");
    EXPECT_EQ(faults::misfit(deed, test::stream_head()), row.streamed) << row.edit;
    EXPECT_EQ(faults::misfit(deed, test::unary_head(9)), row.unary) << row.edit;
    EXPECT_TRUE(faults::touches_answer(deed));
    EXPECT_TRUE(faults::reads_answer(deed));
    faults::AnswerHead head = test::unary_head(9);
    head.bodiless = true;
    EXPECT_EQ(faults::misfit(deed, head), "no_body");
    head = row.streamed.empty() ? test::stream_head() : test::unary_head(9);
    head.encoded = true;
    EXPECT_EQ(faults::misfit(deed, head), "encoded");
  }
}

TEST(Edit, IsSaidInWords) {
  const struct {
    std::string edit;
    std::string words;
  } rows[] = {
      {"{which: delta 3, drop: true}", "delta 3 left out"},
      {"{which: finish, dup: 1}", "finish twice"},
      {"{which: event 5.., dup: 3}", "event 5.. 4 times"},
      {"{which: finish, move: -1}", "finish moved 1 event earlier"},
      {"{which: event 1..2, move: 2}", "event 1..2 moved 2 events later"},
      {"{which: delta 3, cut: 40B, glue: true}", "delta 3 cut to 40B and glued to what follows"},
      {"{which: body, cut: 50%}", "the whole body cut to 50%"},
      {"{which: event 0, set: {/choices: null}}", "event 0 with /choices = null"},
      {"{which: usage, unset: [/usage, /id]}", "usage without /usage and /id"},
      {"{which: event 0, replace: x}", "event 0 replaced by other text"},
      {"{which: delta 2, overwrite: {hex: \"80\", in: content}}",
       "delta 2 with the bytes 80 in its content"},
      {"{which: all, style: [crlf, bom]}", "every event written as crlf and bom"},
  };
  for (const auto& row : rows) {
    const auto parsed = test::parse_injection("{edit: " + row.edit + "}");
    ASSERT_TRUE(parsed.injection) << parsed.problems;
    EXPECT_EQ(faults::describe(*parsed.injection), row.words + ", every attempt");
  }
  EXPECT_EQ(faults::describe(*test::parse_injection("{fault: bad-usage}").injection),
            "usage left out (openai), then usage without /usage (anthropic), then the whole body "
            "without /usage, every attempt");
  EXPECT_EQ(faults::describe(*test::parse_injection("{fault: empty-stream, kind: role}").injection),
            "event 1.. but done left out, then the whole body left out, every attempt");
}

}  // namespace
}  // namespace gameday
