#include "faults/match.hpp"

#include <gtest/gtest.h>

#include "faults/plan.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

bool holds(std::string_view selectors, const AttemptFacts& facts) {
  const auto parsed =
      test::parse_injection("{respond: {status: 500}, " + std::string(selectors) + '}');
  EXPECT_EQ(parsed.problems, "");
  return matches(parsed.injection->selectors, facts);
}

TEST(Glob, StarsAndQuestionMarks) {
  EXPECT_TRUE(glob_matches("gpt-4o*", "gpt-4o"));
  EXPECT_TRUE(glob_matches("gpt-4o*", "gpt-4o-mini"));
  EXPECT_FALSE(glob_matches("gpt-4o", "gpt-4o-mini"));
  EXPECT_TRUE(glob_matches("*/chat/*s", "/v1/chat/completions"));
  EXPECT_TRUE(glob_matches("a*b*c", "a--b--bc"));
  EXPECT_FALSE(glob_matches("a*b*c", "a--b--b"));
  EXPECT_TRUE(glob_matches("?3", "o3"));
  EXPECT_FALSE(glob_matches("?3", "3"));
  EXPECT_TRUE(glob_matches("**", ""));
  EXPECT_FALSE(glob_matches("", "x"));
}

TEST(Match, EachSelectorLooksAtItsOwn) {
  http::Fields fields;
  fields.add("X-Team", "red-1");
  AttemptFacts facts;
  facts.method = "POST";
  facts.path = "/v1/chat/completions";
  facts.fields = &fields;
  facts.key_sha = "9f3c0123";
  facts.key_source = "env.KEY_A";
  facts.model = "gpt-4o-mini";
  facts.stream = false;
  facts.body = Bytes{1024};
  EXPECT_TRUE(holds("model: [o3, gpt-4o*], path: /v1/chat/*, method: [GET, POST]", facts));
  EXPECT_FALSE(holds("model: gpt-4o", facts));
  EXPECT_FALSE(holds("path: /v1/models", facts));
  EXPECT_FALSE(holds("method: GET", facts));
  EXPECT_TRUE(holds("key: env.KEY_A", facts));
  EXPECT_TRUE(holds("key: [env.KEY_B, \"sha:9F3C\"]", facts));
  EXPECT_FALSE(holds("key: \"sha:9f3d\"", facts));
  EXPECT_TRUE(holds("request_header: {x-team: red*, x-debug: absent}", facts));
  EXPECT_FALSE(holds("request_header: {x-team: absent}", facts));
  EXPECT_FALSE(holds("request_header: {x-team: \"absent\"}", facts));
  EXPECT_TRUE(holds("stream: false", facts));
  EXPECT_FALSE(holds("stream: true", facts));
  EXPECT_TRUE(holds("body_over: 1023B", facts));
  EXPECT_FALSE(holds("body_over: 1KiB", facts));
}

TEST(Match, WhatAnAttemptDoesNotHaveNeverMatches) {
  const AttemptFacts nothing;
  EXPECT_FALSE(holds("model: \"*\"", nothing));
  EXPECT_FALSE(holds("stream: false", nothing));  // no JSON object at all
  EXPECT_FALSE(holds("key: \"sha:9f3c\"", nothing));
  EXPECT_FALSE(holds("key: env.KEY_A", nothing));
  EXPECT_TRUE(holds("request_header: {x-debug: absent}", nothing));
}

TEST(Plan, SaysWhetherItNeedsTheBody) {
  const auto needs = [](std::string_view text) {
    std::vector<Injection> list = {*test::parse_injection(text).injection};
    return FaultPlan(std::move(list), Seed(1), "e", "p").needs_body();
  };
  EXPECT_FALSE(needs("{end: {after: 5 deltas}}"));
  EXPECT_FALSE(needs("{end: {after: 5 deltas}, first: 3, key: env.A, share: 5%, per: key}"));
  EXPECT_FALSE(needs("{stall: {after: headers}, path: /v1/*}"));
  EXPECT_TRUE(needs("{end: {after: 5 deltas}, share: 5%}"));
  EXPECT_TRUE(needs("{end: {after: 5 deltas}, first: 2, per: request}"));
  EXPECT_TRUE(needs("{end: {after: 5 deltas}, stream: true}"));
  EXPECT_TRUE(needs("{end: {after: 5 deltas}, body_over: 1KiB}"));
  EXPECT_TRUE(needs("{end: {before: headers, how: reset}}"));
  EXPECT_TRUE(needs("{respond: {status: 500}}"));
  EXPECT_TRUE(needs("{delay: {headers: 1s}}"));
  EXPECT_FALSE(needs("{delay: {each_event: 1s}}"));
  EXPECT_TRUE(needs("{delay: {each_event: {p50: 1s, p99: 2s}}}"));  // drawn for its attempt
  EXPECT_FALSE(FaultPlan().needs_body());
}

}  // namespace
}  // namespace gameday::faults
