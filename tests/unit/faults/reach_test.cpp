#include "faults/reach.hpp"

#include <gtest/gtest.h>

#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

class ReachTest : public ::testing::Test {
 protected:
  std::string add(std::string_view text, Duration from = 0s, Duration until = 40s) {
    auto parsed = test::parse_injection(text);
    EXPECT_EQ(parsed.problems, "");
    kept.push_back(std::make_unique<Injection>(std::move(*parsed.injection)));
    const Placed one{kept.back().get(), from, until};
    std::string why = unreachable(list, one);
    said = surprises(list, one);
    list.push_back(one);
    return why;
  }
  std::vector<std::unique_ptr<Injection>> kept;
  std::vector<Placed> list;
  std::vector<std::string> said;  // about the one added last
};

TEST_F(ReachTest, NothingIsBehindOneThatTakesAll) {
  EXPECT_EQ(add("{fault: tar-pit, model: gpt-*}"), "");
  EXPECT_EQ(add("{fault: overloaded, model: o3}"), "");
  EXPECT_EQ(add("{fault: overloaded, model: gpt-*, stream: true}"),
            "can never be hit: \"tar-pit\" above takes every attempt of this kind");
  EXPECT_EQ(add("{fault: server-error}", 0s, 10s), "");
  EXPECT_EQ(add("{fault: overloaded}", 5s, 15s), "");
  EXPECT_EQ(add("{fault: overloaded, first: 2}", 5s, 10s),
            "can never be hit: \"server-error\" above takes every attempt");
}

TEST_F(ReachTest, CountersLeaveSomethingOver) {
  EXPECT_EQ(add("{fault: overloaded, first: 2}"), "");
  EXPECT_EQ(add("{fault: overloaded, share: 100%, every: 2}"), "");
  EXPECT_EQ(add("{fault: overloaded}"), "");
}

TEST_F(ReachTest, SharesAboveTheWholeAreProvedByKind) {
  EXPECT_EQ(add("{fault: overloaded, share: 60%, model: a}"), "");
  EXPECT_EQ(add("{fault: overloaded, share: 60%, model: b}"), "");
  EXPECT_EQ(add("{fault: overloaded, share: 60%, per: request, model: a}"), "");
  EXPECT_EQ(add("{fault: overloaded, share: 40%, model: a}"), "");
  EXPECT_EQ(add("{fault: overloaded, share: 1%, model: a, first: 2}"),
            "the shares up to here add up to 101 %; more than 100 % cannot be hit");
}

TEST_F(ReachTest, LookupsLeaveTheConnectionsThatThereAre) {
  EXPECT_EQ(add("{dns: nxdomain}"), "");
  EXPECT_EQ(add("{fault: stale-connection}"), "");
  EXPECT_EQ(add("{fault: tar-pit}"), "");
  EXPECT_EQ(add("{dns: 2s, replica: 2}"), "can never be hit: \"dns\" above takes every lookup");
}

TEST_F(ReachTest, ConnectionsAreDecidedApartFromAttempts) {
  EXPECT_EQ(add("{fault: tar-pit}"), "");
  EXPECT_EQ(add("{fault: stale-connection}"), "");
  EXPECT_EQ(add("{conn: rst_on_accept, first: 3}"),
            "can never be hit: \"stale-connection\" above takes every connection");
  EXPECT_EQ(add("{conn: refuse}"), "");  // nobody comes as far as the others
}

TEST_F(ReachTest, WhereNobodyGetsInThereAreNoAttempts) {
  EXPECT_EQ(add("{conn: tls_badcert}"), "");
  EXPECT_EQ(add("{fault: overloaded, first: 1}"), "");
  list.clear();
  EXPECT_EQ(add("{conn: tls_alert}"), "");
  EXPECT_EQ(add("{fault: overloaded}"), "can never be hit: \"conn\" above takes every attempt");
}

TEST_F(ReachTest, ThirdsAddUpToTheWhole) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(add("{fault: overloaded, share: 1/3}"), "");
  }
  EXPECT_NE(add("{fault: overloaded, share: 0.01%}"), "");
}

TEST_F(ReachTest, WhatOnlyMayHappenIsSaid) {
  add("{fault: overloaded, share: 60%, model: gpt-*}");
  EXPECT_TRUE(said.empty());
  add("{fault: server-error, share: 60%, stream: true}");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said[0].find("add up to 120 %"), std::string::npos);
  add("{fault: server-error, share: 40%, per: request}");
  EXPECT_TRUE(said.empty());
  add("{fault: tar-pit, sequence: [fail, pass]}");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said[0].find("per: request makes it exact"), std::string::npos);
  add("{fault: no-answer, sequence: [fail, pass], per: request}");
  EXPECT_TRUE(said.empty());
}

TEST_F(ReachTest, EarlyAnswersHaveSlicesOfTheirOwn) {
  EXPECT_EQ(add("{share: 60%, respond: {status: 413, early: true}}"), "");
  EXPECT_EQ(add("{share: 60%, respond: {status: 503}}"), "");
  EXPECT_TRUE(said.empty());
  EXPECT_EQ(add("{share: 60%, respond: {status: 413, early: true}}"),
            "the shares up to here add up to 120 %; more than 100 % cannot be hit");
}

TEST_F(ReachTest, WhoIsAskedFirstTakesAllOfThoseAbove) {
  EXPECT_EQ(add("{fault: overloaded, path: /v1/*}"), "");
  EXPECT_EQ(add("{path: /v1/*, first: 3, respond: {status: 413, early: true}}"), "");
  EXPECT_EQ(add("{respond: {status: 413, early: true}}"),
            "is decided before \"overloaded\" above is asked, and leaves it nothing");
}

TEST_F(ReachTest, WhatIsNeverActiveTogetherIsNoSurprise) {
  add("{fault: overloaded, share: 60%}", 0s, 10s);
  add("{fault: server-error, share: 60%}", 10s, 20s);
  EXPECT_TRUE(said.empty());
}

}  // namespace
}  // namespace gameday::faults
