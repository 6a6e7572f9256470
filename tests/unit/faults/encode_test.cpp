// The action `encode`: how it is said, and what becomes of streams and whole bodies.

#include <array>

#include <gtest/gtest.h>

#include "faults/coder.hpp"
#include "faults/edited_body.hpp"
#include "support/inflated.hpp"
#include "support/parsed_injection.hpp"
#include "support/played_answer.hpp"

namespace gameday {
namespace {

using test::at_once;
using test::deed_of;
using test::delta;
using test::inflated;

const std::string a = delta("a");
const std::string b = delta("b");
const std::string done = "data: [DONE]\n\n";

struct Row {
  std::string_view text;
  std::string_view says;
};

constexpr std::array sentences = {
    Row{"{encode: {label: gzip}}", "body in gzip, labelled so, every attempt"},
    Row{"{encode: {body: deflate}}", "body in deflate, labelled so, every attempt"},
    Row{"{encode: {label: gzip, body: plain}}", "plain body, labelled gzip, every attempt"},
    Row{"{encode: {label: none, body: gzip}}", "body in gzip, without a label, every attempt"},
    Row{"{encode: {label: br, body: gzip, cut: 50%}}",
        "body in gzip, labelled br, cut to 50%, every attempt"},
    Row{"{encode: {label: gzip, flip: 100B}, end: {after: 1 delta}}",
        "body in gzip, labelled so, the byte after 100B inverted, then answer cut by RST after 1 "
        "delta, every attempt"},
    Row{"{fault: bad-compression, kind: br-label}", "body in gzip, labelled br, every attempt"},
    Row{"{fault: bad-compression, kind: cut}",
        "body in gzip, labelled so, cut to 100B, every attempt"},
};

constexpr std::array refusals = {
    Row{"{encode: gzip}", "encode: encode is a map of keys"},
    Row{"{encode: {}}", "encode: changes nothing; write {label: gzip, body: plain} or"},
    Row{"{encode: {label: none}}", "encode: changes nothing"},
    Row{"{encode: {label: gzp}}", "did you mean \"gzip\"?"},
    Row{"{encode: {body: br}}", "encode.body: \"br\" is no coding of a body; write plain, gzip or"},
    Row{"{encode: {label: br}}", "encode.label: br is a label here, no coding; say what the body"},
    Row{"{encode: {label: gzip, cut: 40}}", "encode.cut: 40 has no unit"},
    Row{"{encode: {label: gzip, flip: 5%}}", "encode.flip: "},
    Row{"{encode: {label: gzip, cut: 10B, flip: 10B}}", "encode.flip: lies behind the cut"},
    Row{"{encode: {label: gzip}, insert: {after: 9B, bytes: x}}", "insert after: headers, N ev"},
    Row{"{all_of: [{encode: {label: gzip}}, {insert: {after: 50%, bytes: x}}]}", "insert after:"},
    Row{"{all_of: [{encode: {label: gzip}}, {fault: bad-compression}]}", "a second encode"},
    Row{"{respond: {raw: x}, encode: {label: gzip}}", "is the whole answer"},
    Row{"{fault: bad-compression, kind: curupt}", "did you mean \"corrupt\"?"},
};

TEST(Encode, IsSaidInASentence) {
  for (const Row& row : sentences) {
    const auto parsed = test::parse_injection(row.text);
    ASSERT_EQ(parsed.problems, "") << row.text;
    EXPECT_EQ(faults::describe(*parsed.injection), row.says);
  }
}

TEST(Encode, RefusesWithTheWayOut) {
  for (const Row& row : refusals) {
    const auto parsed = test::parse_injection(row.text);
    EXPECT_NE(parsed.problems.find(row.says), std::string::npos) << row.text << '\n'
                                                                 << parsed.problems;
  }
}

TEST(Encode, EveryWordIsInThePlansHash) {
  std::string last;
  for (const char* text :
       {"{label: gzip}", "{label: deflate}", "{label: gzip, body: plain}", "{label: gzip, cut: 9B}",
        "{label: gzip, cut: 9%}", "{label: gzip, flip: 9B}"}) {
    const auto parsed = test::parse_injection("{encode: " + std::string(text) + '}');
    EXPECT_NE(test::deed_text(*parsed.injection), last) << text;
    last = test::deed_text(*parsed.injection);
  }
}

TEST(Encode, ReadsWhatItCodes) {
  const faults::Deed deed = deed_of("{encode: {label: gzip, body: plain}}");
  EXPECT_TRUE(faults::touches_answer(deed));
  EXPECT_TRUE(faults::reads_answer(deed));
  EXPECT_TRUE(faults::edits_body(deed, test::unary_head(9)));
  EXPECT_FALSE(faults::edits_body(deed, test::stream_head()));
  for (faults::AnswerHead head : {test::stream_head(), test::unary_head(9)}) {
    EXPECT_EQ(faults::misfit(deed, head), "");
    head.encoded = true;
    EXPECT_EQ(faults::misfit(deed, head), "encoded");
    head.bodiless = true;
    EXPECT_EQ(faults::misfit(deed, head), "no_body");
  }
  const faults::Deed part = deed_of("{encode: {label: gzip, cut: 50%}}");
  EXPECT_EQ(faults::misfit(part, test::stream_head()), "no_length");
  EXPECT_EQ(faults::misfit(part, test::unary_head(9)), "");
  const faults::Deed late =
      deed_of("{encode: {label: gzip}, insert: {after: 5s, bytes: x, every: 1 event}}");
  EXPECT_EQ(faults::misfit(late, test::stream_head()), "");
  EXPECT_EQ(faults::misfit(late, test::unary_head(9)), "not_a_stream");
}

TEST(Encode, EachEventCanBeReadWhenItComes) {
  for (const char* coding : {"gzip", "deflate"}) {
    const faults::Deed deed = deed_of(fmt::format("{{encode: {{label: {}}}}}", coding));
    faults::AnswerMachine machine(deed, test::stream_head(), faults::Waits{});
    machine.start(run_start);
    std::string seen;
    std::string said;
    const auto take_all = [&] {
      for (auto step = machine.next(run_start); step.what == faults::Step::What::write;
           step = machine.next(run_start)) {
        seen += step.bytes;
      }
    };
    for (const std::string& event : {a, std::string(": beat\n\n"), b, done}) {
      said += event;
      machine.push(event);
      take_all();
      EXPECT_EQ(inflated(seen).text, said) << coding;
      EXPECT_FALSE(inflated(seen).whole);
    }
    machine.finish();
    take_all();
    EXPECT_EQ(inflated(seen).text, said);
    EXPECT_TRUE(inflated(seen).whole) << coding;
  }
}

std::string coded(const std::string& deed) {
  return test::play(deed_of(deed), test::stream_head(), at_once(a + b + done)).bytes;
}

TEST(Encode, ComesBehindEditsAndInserts) {
  const auto got = inflated(
      coded("{encode: {label: gzip}, edit: {which: delta 0, dup: 2}, insert: [{after: 1 delta, "
            "comment: x}, {after: 2 deltas, replay: true}]}"));
  EXPECT_EQ(got.text, a + a + a + ": x\n\n" + b + a + a + a + b + done);
  EXPECT_TRUE(got.whole);
}

// … in the order in which things go out, not in that in which they are known.
TEST(Encode, WhatComesFirstIsCodedFirst) {
  const faults::Deed deed = deed_of(
      "{encode: {label: gzip}, throttle: 20B/s, delay: {each_event: 5s}, insert: {after: 7s, "
      "comment: y}, stall: {after: 30B, for: 60s, keepalive: comment}, "
      "end: {after: done, how: clean}}");
  const auto got = inflated(test::play(deed, test::stream_head(), at_once(a + b + done)).bytes);
  EXPECT_FALSE(got.broken);
  EXPECT_EQ(got.text.size(), (a + b + done + ": y\n\n").size());
  EXPECT_NE(got.text.find(": y\n\n"), std::string::npos);
  EXPECT_FALSE(got.whole);  // an end before the source's own leaves it open
}

TEST(Encode, KeepAlivesAreCodedToo) {
  const std::string bytes =
      coded("{encode: {label: gzip}, stall: {after: 1 delta, for: 40s, keepalive: ping}}");
  const auto got = inflated(bytes);
  EXPECT_TRUE(got.whole);
  EXPECT_EQ(got.text.find("event: ping"), a.size());
}

TEST(Encode, PlacesInBytesAreCountedBehindIt) {
  const std::string whole = coded("{encode: {label: gzip}}");
  EXPECT_EQ(coded("{encode: {label: gzip}, end: {after: 40B, how: fin}}"), whole.substr(0, 40));
}

TEST(Encode, SpoilsTheCodedBytes) {
  const std::string whole = coded("{encode: {label: gzip}}");
  EXPECT_EQ(coded("{encode: {label: gzip, cut: 40B}}"), whole.substr(0, 40));
  std::string flipped = whole;
  flipped[40] = static_cast<char>(flipped[40] ^ '\xFF');
  EXPECT_EQ(coded("{encode: {label: gzip, flip: 40B}}"), flipped);
  EXPECT_EQ(coded("{encode: {label: gzip, flip: 4KiB, cut: 5KiB}}"), whole);
  EXPECT_EQ(coded("{encode: {label: gzip, body: plain}}"), a + b + done);
  EXPECT_EQ(coded("{encode: {label: none, body: plain, cut: 40B}}"), (a + b).substr(0, 40));
}

TEST(Encode, ASourceThatBreaksLeavesItOpen) {
  const faults::Deed deed = deed_of("{encode: {label: gzip}}");
  faults::AnswerMachine machine(deed, test::stream_head(), faults::Waits{});
  machine.start(run_start);
  machine.push(a);
  machine.finish(false);
  std::string seen;
  for (auto step = machine.next(run_start); step.what == faults::Step::What::write;
       step = machine.next(run_start)) {
    seen += step.bytes;
  }
  EXPECT_EQ(inflated(seen).text, a);
  EXPECT_FALSE(inflated(seen).whole);
}

// The head has named the coding: what is healed is what is wrong with it.
TEST(Encode, AHealedAnswerStaysReadable) {
  for (std::size_t step = 1; step < 6; ++step) {
    const faults::Deed deed = deed_of(
        "{encode: {label: gzip, flip: 150B}, insert: {after: 2 deltas, comment: x}, throttle: "
        "1B/s}");
    test::AnswerPlayer player(deed, test::stream_head());
    player.heal_before_step = step;
    const auto got = inflated(player.play(at_once(a + b + done)).bytes);
    EXPECT_TRUE(got.whole) << step;
    EXPECT_EQ(got.text, a + b + done) << step;
  }
}

TEST(Encode, AWholeBodyIsCodedAsOne) {
  const std::string json = R"({"choices":[{"message":{"content":"abc"}}],"usage":{}})";
  const struct {
    std::string deed;
    std::string text;
  } rows[] = {
      {"{encode: {label: gzip}}", json},
      {"{encode: {label: gzip}, edit: {which: body, unset: [/usage]}}",
       R"({"choices":[{"message":{"content":"abc"}}]})"},
      {"{encode: {label: gzip}, insert: [{after: 1 delta, bytes: X}, {after: headers, hex: 41}]}",
       "A" + json.substr(0, json.size() / 2) + "X" + json.substr(json.size() / 2)},
  };
  for (const auto& row : rows) {
    const faults::Deed deed = deed_of(row.deed);
    std::string body = json;
    const auto edited = faults::edit_body(deed, test::unary_head(body.size()), body);
    EXPECT_TRUE(edited.changed);
    EXPECT_EQ(inflated(body).text, row.text) << row.deed;
    EXPECT_TRUE(inflated(body).whole);
    const faults::Deed rest = faults::after_coding(deed);
    EXPECT_TRUE(rest.inserts.empty());
    test::AnswerPlayer player(rest, test::unary_head(body.size()));
    const auto got = player.play(at_once(body));
    EXPECT_EQ(got.bytes, body);
    EXPECT_EQ(got.bypassed, "");
  }
  std::string half = json;
  const faults::Deed cut = deed_of("{encode: {label: gzip, cut: 50%}}");
  faults::edit_body(cut, test::unary_head(half.size()), half);
  EXPECT_FALSE(inflated(half).whole);
  EXPECT_FALSE(inflated(half).broken);
}

TEST(Encode, AWholeBodyThatBecomesAnErrorIsCodedToo) {
  const faults::Deed deed =
      deed_of("{all_of: [{fault: error-in-stream}, {encode: {label: gzip}}]}");
  std::string body = "0123456789";
  faults::edit_body(deed, test::unary_head(body.size()), body);
  EXPECT_TRUE(inflated(body).text.starts_with("{\"error\":{")) << inflated(body).text;
  const faults::Deed rest = faults::after_coding(deed);
  EXPECT_TRUE(rest.inserts.empty() && !rest.cut);
}

}  // namespace
}  // namespace gameday
