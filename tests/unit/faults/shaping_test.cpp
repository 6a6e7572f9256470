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
    Row{"{end: {after: 1 delta}, header: {drop: Date}, respond: {status: 503}}",
        "503, then head without Date, then answer cut by RST after 1 delta, every attempt"},
};

constexpr std::array refusals = {
    Row{"{header: {}}", "header: changes nothing; write {set: {Content-Type: text/plain}}"},
    Row{"{header: gone}", "header: header is a map of keys"},
    Row{"{header: {drop: [a b]}}", "header.drop: \"a b\" is no name of a header field"},
    Row{"{header: {drop: content-length}}", "header.drop: \"content-length\" is made from the bo"},
    Row{"{header: {add: {Transfer-Encoding: chunked}}}", "header.add.Transfer-Encoding: is made f"},
    Row{"{header: {pad: 2MiB}}", "header.pad: is the size of one more field; from 1B to 1MiB"},
    Row{"{header: {pad: 0B}}", "header.pad: is the size of one more field; from 1B to 1MiB"},
    Row{"{header: {count: 10001}}", "header.count: 10001 is out of range; from 1 to 10000"},
    Row{"{header: {ad: {X: y}}}", "did you mean \"add\"?"},
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
  for (const char* text :
       {"{header: {drop: Date}}", "{header: {set: {Date: now}}}", "{header: {add: {Date: now}}}",
        "{header: {pad: 1KiB}}", "{header: {pad: 2KiB}}", "{header: {count: 7}}",
        "{header: {drop: Date, count: 7}}"}) {
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
