// What is done to the looks of an answer: how it is said in a file, and what cannot be said.
#include <array>

#include <gtest/gtest.h>

#include "faults/fit.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

struct Row {
  std::string_view text;
  std::string_view says;
};

std::string described(std::string_view text) {
  const auto parsed = test::parse_injection(text);
  EXPECT_EQ(parsed.problems, "") << text;
  return parsed.injection ? describe(*parsed.injection) : std::string();
}

constexpr std::array sentences = {
    Row{"{header: {set: {Content-Type: text/plain}}}",
        "head with Content-Type: text/plain, every attempt"},
    Row{"{header: {drop: [Date, Server], add: {X-A: \"1\"}, pad: 4KiB, count: 9}}",
        "head without Date and Server with X-A: 1 and a field of 4KiB and 9 more fields, every "
        "attempt"},
    Row{"{throttle: 2KiB/s}", "2KiB/s of body, every attempt"},
    Row{"{resegment: 1B, throttle: {rate: 20B/s}}",
        "20B/s of body, then pieces of 1B, every attempt"},
    Row{"{resegment: {size: 1B..7B, gap: 10ms, chunks: false}}",
        "pieces of 1B to 7B, 10 ms apart, the chunks as they are, every attempt"},
    Row{"{resegment: {offsets: [10B, 12B]}}", "cut at 10B and 12B, every attempt"},
    Row{"{resegment: {group: all}}", "all in one burst at the end, every attempt"},
    Row{"{resegment: {group: 3 events}}", "3 events at a time, every attempt"},
    Row{"{resegment: {split: utf8}}", "cut inside characters, every attempt"},
    Row{"{resegment: {split: line_ends}}", "cut inside line ends, every attempt"},
    Row{"{end: {after: 1 delta}, header: {drop: Date}, respond: {status: 503}}",
        "503, then head without Date, then answer cut by RST after 1 delta, every attempt"},
};

constexpr std::array refusals = {
    Row{"{header: {}}", "header: changes nothing; write {set: {Content-Type: text/plain}}"},
    Row{"{header: {set: {}}}", "header.set: names no field; write {X-Name: value}"},
    Row{"{header: {add: {}, pad: 1KiB}}", "header.add: names no field; write {X-Name: value}"},
    Row{"{header: {drop: []}}", "header.drop: names no field; write Date or [Date, Server]"},
    Row{"{respond: {status: 503, headers: {}}}", "respond.headers: names no field; write {X-N"},
    Row{"{header: gone}", "header: header is a map of keys"},
    Row{"{header: {drop: [a b]}}", "header.drop: \"a b\" is no name of a header field"},
    Row{"{header: {drop: content-length}}", "header.drop: \"content-length\" is made from the bo"},
    Row{"{header: {add: {Transfer-Encoding: chunked}}}", "header.add.Transfer-Encoding: is made f"},
    Row{"{header: {pad: 2MiB}}", "header.pad: is the size of one more field; from 1B to 1MiB"},
    Row{"{header: {pad: 0B}}", "header.pad: is the size of one more field; from 1B to 1MiB"},
    Row{"{header: {count: 10001}}", "header.count: 10001 is out of range; from 1 to 10000"},
    Row{"{header: {ad: {X: y}}}", "did you mean \"add\"?"},
    Row{"{throttle: 20}", "throttle: \"20\" is no number of bytes a second; write 2KiB/s or"},
    Row{"{throttle: 20/s}", "throttle: 20 has no unit"},
    Row{"{throttle: {}}", "throttle.rate: "},
    Row{"{all_of: [{throttle: 1B/s}, {fault: slow-drip, rate: 9B/s}]}", "a second throttle"},
    Row{"{all_of: [{resegment: 1B}, {fault: burst-at-end}]}", "a second resegment"},
    Row{"{fault: slow-drip, rate: 9B/s, gap: 2s}", "gap: is between events"},
    Row{"{resegment: {}}", "resegment: says no way to cut; write size: 1B"},
    Row{"{resegment: 0B}", "resegment.size: a piece has at least 1B"},
    Row{"{resegment: {size: 7B..1B}}", "resegment.size: ends before it begins; write 1B, or"},
    Row{"{resegment: {size: 1B, group: all}}", "resegment.group: is a second way to cut"},
    Row{"{resegment: {offsets: [9B, 3B]}}", "resegment.offsets: are places in the body, each"},
    Row{"{resegment: {offsets: []}}", "resegment.offsets: are places in the body"},
    Row{"{resegment: {offsets: [9]}}", "resegment.offsets: 9 has no unit"},
    Row{"{resegment: {group: 3 deltas}}", "is no group of events; write 3 events or all"},
    Row{"{resegment: {group: 0 events}}", "is no group of events; write 3 events or all"},
    Row{"{resegment: {split: utf}}", "did you mean \"utf8\"?"},
    Row{"{resegment: {size: 1B, gap: forever}}", "resegment.gap: is the time between two pieces"},
    Row{"{resegment: {size: 1B, chunk: true}}", "did you mean \"chunks\"?"},
    Row{"{fault: huge-headers, size: 0B}", "size: adds nothing; write size: 32KiB or fields: 300"},
    Row{"{fault: huge-headers, size: 2MiB}", "size: is out of range; 1MiB at most"},
    Row{"{fault: wrong-content-type, kind: no-labl}", "did you mean \"no-label\"?"},
};

TEST(Shaping, IsSaidInASentence) {
  for (const Row& row : sentences) {
    EXPECT_EQ(described(row.text), row.says);
  }
}

TEST(Shaping, RefusesWithTheWayOut) {
  for (const Row& row : refusals) {
    const auto parsed = test::parse_injection(row.text);
    EXPECT_NE(parsed.problems.find(row.says), std::string::npos) << row.text << '\n'
                                                                 << parsed.problems;
  }
}

TEST(Shaping, EveryWordIsInThePlansHash) {
  std::string last;
  for (const char* text : {"{header: {drop: Date}}",
                           "{header: {set: {Date: now}}}",
                           "{header: {add: {Date: now}}}",
                           "{header: {pad: 1KiB}}",
                           "{header: {pad: 2KiB}}",
                           "{header: {count: 7}}",
                           "{header: {drop: Date, count: 7}}",
                           "{throttle: 1B/s}",
                           "{throttle: 2B/s}",
                           "{resegment: 1B}",
                           "{resegment: 2B}",
                           "{resegment: {size: 1B..2B}}",
                           "{resegment: {size: 1B, gap: 1ms}}",
                           "{resegment: {size: 1B, chunks: false}}",
                           "{resegment: {offsets: [2B]}}",
                           "{resegment: {offsets: [3B]}}",
                           "{resegment: {group: all}}",
                           "{resegment: {group: 2 events}}",
                           "{resegment: {split: utf8}}",
                           "{resegment: {split: line_ends}}"}) {
    const auto parsed = test::parse_injection(text);
    EXPECT_EQ(parsed.problems, "");
    EXPECT_NE(test::deed_text(*parsed.injection), last) << text;
    last = test::deed_text(*parsed.injection);
  }
}

TEST(Shaping, HeadersOfSeveralPartsAddUp) {
  const auto parsed = test::parse_injection("{all_of: [{header: {drop: A}}, {header: {drop: B}}]}");
  EXPECT_EQ(parsed.problems, "");
  EXPECT_EQ(parsed.injection->deed.heads.size(), 2U);
}

// An answer without a body has a head all the same.
TEST(Shaping, AHeadFitsEveryAnswer) {
  AnswerHead bodiless;
  bodiless.bodiless = true;
  Deed deed = test::parse_injection("{header: {drop: Date}}").injection->deed;
  EXPECT_TRUE(touches_answer(deed));
  EXPECT_FALSE(reads_answer(deed));
  EXPECT_EQ(misfit(deed, bodiless), "");
  deed.cut = Cut{};
  EXPECT_EQ(misfit(deed, bodiless), "no_body");
}

}  // namespace
}  // namespace gameday::faults
