#include "faults/parse.hpp"

#include <array>

#include <gtest/gtest.h>

#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

std::string described(std::string_view text) {
  const auto parsed = test::parse_injection(text);
  EXPECT_EQ(parsed.problems, "") << text;
  return parsed.injection ? parsed.injection->name + ": " + describe(*parsed.injection)
                          : std::string("nothing");
}

struct Row {
  std::string_view text;
  std::string_view says;
};

constexpr std::array deeds = {
    Row{"{conn: refuse}", "conn: connections refused, for everybody"},
    Row{"{dns: nxdomain}", "dns: name lookups answered NXDOMAIN, for everybody"},
    Row{"{dns: {kind: servfail}, replica: 2}",
        "dns: name lookups answered SERVFAIL, for replica 2"},
    Row{"{dns: forever}", "dns: name lookups never answered, for everybody"},
    Row{"{fault: dns-failure, kind: 1500ms}",
        "dns-failure: name lookups 1.5 s late, for everybody"},
    Row{"{conn: {kind: blackhole}}", "conn: connections never answered, for everybody"},
    Row{"{fault: null-content}",
        "null-content: the mock says no content and finish stop, every attempt"},
    Row{"{answer: {cut: 50%, pad: 1MiB}}",
        "answer: the mock says an event of 1MiB and 50% of the answer and finish length, every "
        "attempt"},
    Row{"{fault: params-refused, refuse: [prefill, temperature], share: 20%}",
        "params-refused: the mock says 400 for temperature, prefill, 20% of attempts"},
    Row{"{answer: {tools: no_id}, end: {after: 1 delta, how: fin}, stream: true}",
        "answer: the mock says tool calls without id, then stream cut by FIN after 1 delta, every "
        "attempt, streamed only"},
    Row{"{conn: rst_on_accept, first: 3}",
        "conn: connections reset as soon as they are accepted, first 3 connections"},
    Row{"{conn: {kind: close_on_reuse, how: fin}, share: 50%}",
        "conn: connections closed by FIN at their second request, half (50%) of connections"},
    Row{"{fault: stale-connection}",
        "stale-connection: connections reset at their second request, every connection"},
    Row{"{conn: {kind: tls_badcert, cert: wrong_host}, replica: 2}",
        "conn: TLS: shown a certificate for another host, every connection, replica 2"},
    Row{"{delay: {connect: 2s}, every: 3}",
        "delay: connections let in and left alone for 2 s, every 3rd connection"},
    Row{"{all_of: [{delay: {connect: {p50: 1s, p99: 4s}}}, {conn: tls_hang}]}",
        "all_of: connections let in and left alone for 1 s (p50) to 4 s (p99), then TLS: the hello "
        "never answered, every connection"},
    Row{"{read_throttle: 1KiB/s}", "read_throttle: request's body read at 1KiB/s, every attempt"},
    Row{"{read_throttle: {rate: 0B/s}}", "read_throttle: request's body not read, every attempt"},
    Row{"{fault: refused}", "refused: connections refused, for everybody"},
    Row{"{fault: rate-limited}", "rate-limited: 429 with Retry-After: 2 s, every attempt"},
    Row{"{fault: rate-limited, retry_after: none}", "rate-limited: 429, every attempt"},
    Row{"{fault: 429-storm, name: storm}", "storm: 429 with Retry-After: 20 s, every attempt"},
    Row{"{fault: overloaded, share: 1/3}", "overloaded: 503, 1/3 of attempts"},
    Row{"{fault: server-error, status: 501}", "server-error: 501, every attempt"},
    Row{"{fault: partial-503}", "partial-503: 503, half (50%) of attempts"},
    Row{"{fault: partial-503, share: 20%, per: request}", "partial-503: 503, 20% of requests"},
    Row{"{fault: tar-pit}", "tar-pit: headers 30 s late, every attempt"},
    Row{"{fault: tar-pit, wait: 5m}", "tar-pit: headers 5 min late, every attempt"},
    Row{"{respond: {error: rate-limit, retry_after: 1500ms}}",
        "respond: 429 with Retry-After: 2 s, every attempt"},
    Row{"{delay: {headers: 1500ms}, respond: {status: 503}, share: 100%}",
        "delay: headers 1.5 s late, then 503, every attempt"},
    Row{"{respond: {status: 503}, delay: {headers: 1500ms}}",
        "respond: headers 1.5 s late, then 503, every attempt"},
    Row{"{end: {after: 5 deltas, how: reset}, share: 30%, stream: true}",
        "end: stream cut by RST after 5 deltas, 30% of attempts, streamed only"},
    Row{"{fault: cdn-error}",
        "cdn-error: headers 100 s late, then 524 (page cloudflare-524), "
        "every attempt"},
    Row{"{fault: lying-retry-after, values: [soon, \"-5\"]}",
        "lying-retry-after: 429 with Retry-After: soon and 1 more in turn, every attempt"},
    Row{"{fault: error-in-200}", "error-in-200: 200 with a JSON body of its own, every attempt"},
    Row{"{delay: {headers: {p50: 1s, p99: 4s}, first_event: 2s, each_event: 10ms}}",
        "delay: headers late by 1 s (p50) to 4 s (p99), then first event 2 s late, then later "
        "events 10 ms late, every attempt"},
    Row{"{fault: slow-drip}", "slow-drip: every event 5 s late, every attempt"},
    Row{"{fault: no-answer}", "no-answer: silence before headers, every attempt"},
    Row{"{fault: stalled-stream, length: 10s, keepalive: ping, stream: true}",
        "stalled-stream: 10 s of silence after 5 deltas with pings every 15 s, every attempt, "
        "streamed only"},
    Row{"{insert: [{after: headers, comment: hello}, {after: 2 events, ping: true}, {before: done, "
        "event: {name: x, data: {a: 1}}}]}",
        "insert: a comment after headers, then a ping after 2 events, then an event x before done, "
        "every attempt"},
    Row{"{fault: error-in-stream}",
        "error-in-stream: error server as object after 5 deltas, then "
        "answer ended cleanly after 5 deltas, every attempt"},
    Row{"{all_of: [{fault: slow-drip, gap: 2s}, {fault: reset-mid-stream, after: 9 deltas}], "
        "share: "
        "5%}",
        "all_of: every event 2 s late, then answer cut by RST after 9 deltas, 5% of attempts"},
    Row{"{all_of: [{fault: partial-503}, {delay: {headers: 1s}}]}",
        "all_of: headers 1 s late, then 503, half (50%) of attempts"},
};

constexpr std::array selectors = {
    Row{"{respond: {status: 500}, first: 2, per: request}",
        "respond: 500, first 2 attempts of each request"},
    Row{"{respond: {status: 500}, skip: 20, first: 5}", "respond: 500, attempts 21 to 25"},
    Row{"{respond: {status: 500}, skip: 20, per: key}",
        "respond: 500, after 20 attempts of each key"},
    Row{"{respond: {status: 500}, every: 3}", "respond: 500, every 3rd attempt"},
    Row{"{respond: {status: 500}, sequence: [fail, fail, pass], per: request}",
        "respond: 500, in turn fail fail pass of each request"},
    Row{"{respond: {status: 429}, above_rate: 20/s, burst: 3, share: 20%}",
        "respond: 429 with Retry-After: 1 s, 20% of attempts, what comes above 20/s"},
    Row{"{respond: {status: 500}, model: [\"gpt-4o*\", o3], path: /v1/chat/*, method: POST}",
        "respond: 500, every attempt, model gpt-4o* or o3, path /v1/chat/*, method POST"},
    Row{"{respond: {status: 500}, key: [env.KEY_A, \"sha:9F3C01\"], body_over: 1MiB}",
        "respond: 500, every attempt, key env.KEY_A or sha:9f3c, body over 1MiB"},
    Row{"{respond: {status: 500}, request_header: {x-team: red*, x-debug: absent}, stream: false}",
        "respond: 500, every attempt, unary only, x-team: red*, without x-debug"},
};

TEST(Parse, DeedsSayWhatTheyDo) {
  for (const Row& row : deeds) {
    EXPECT_EQ(described(row.text), row.says);
  }
}

TEST(Parse, SelectorsSayWhomTheyChoose) {
  for (const Row& row : selectors) {
    EXPECT_EQ(described(row.text), row.says);
  }
}

TEST(Parse, StatusesAreThoseOfTheProviders) {
  const auto parsed = test::parse_injection("{fault: overloaded}");
  const auto both = {llm::Dialect::openai, llm::Dialect::anthropic};
  EXPECT_EQ(describe(*parsed.injection, {llm::Dialect::anthropic}), "529, every attempt");
  EXPECT_EQ(describe(*parsed.injection, both), "503 or 529, every attempt");
}

TEST(Parse, EveryKindOfPlaceIsRead) {
  for (const std::string_view place :
       {"after 5 deltas", "after 1 delta", "after 3 events", "after 512B", "after 64KiB",
        "after 50%", "after 5s", "after headers", "after finish", "after done", "before headers",
        "before finish", "before usage", "before done", "after 0 deltas", "after 1/3"}) {
    const std::size_t blank = place.find(' ');
    std::string text = "{stall: {";
    text += place.substr(0, blank);
    text += ": ";
    text += place.substr(blank + 1);
    const auto parsed = test::parse_injection(text + "}}");
    ASSERT_TRUE(parsed.injection) << place << parsed.problems;
    EXPECT_EQ(to_text(parsed.injection->deed.stalls[0].point), place);
  }
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

}  // namespace
}  // namespace gameday::faults
