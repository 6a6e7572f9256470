#include "faults/catalogue.hpp"

#include <array>
#include <set>

#include <gtest/gtest.h>

#include "faults/directory.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

std::string deed(std::string_view text) {
  const auto parsed = test::parse_injection(text);
  EXPECT_EQ(parsed.problems, "") << text;
  return parsed.injection ? test::deed_text(*parsed.injection) : std::string();
}

struct Expansion {
  std::string_view slug;
  std::string_view actions;
};

// The catalogue's page, row by row; the same deed comes of either.
constexpr std::array expansions = {
    Expansion{"{fault: stale-connection}", "{conn: {kind: close_on_reuse, how: reset}}"},
    Expansion{"{fault: stale-connection, how: fin}", "{conn: {kind: close_on_reuse, how: fin}}"},
    Expansion{"{fault: tls-failure}", "{conn: tls_close}"},
    Expansion{"{fault: tls-failure, kind: alert}", "{conn: tls_alert}"},
    Expansion{"{fault: tls-failure, kind: garbage}", "{conn: tls_garbage}"},
    Expansion{"{fault: tls-failure, kind: badcert}", "{conn: tls_badcert}"},
    Expansion{"{fault: tls-failure, kind: badcert, cert: unknown_ca}",
              "{conn: {kind: tls_badcert, cert: unknown_ca}}"},
    Expansion{"{fault: tls-failure, kind: hang}", "{conn: tls_hang}"},
    Expansion{"{fault: slow-request-read}", "{read_throttle: 1KiB/s}"},
    Expansion{"{fault: slow-request-read, rate: 0B/s}", "{read_throttle: 0B/s}"},
    Expansion{"{fault: slow-request-read, answer_early: 413}",
              "{respond: {status: 413, early: true}}"},
    Expansion{"{fault: rate-limited}", "{respond: {error: rate-limit, retry_after: 2s}}"},
    Expansion{"{fault: rate-limited, retry_after: none, above_rate: 5/s, per: key}",
              "{respond: {error: rate-limit, retry_after: none}, above_rate: 5/s, per: key}"},
    Expansion{"{fault: rate-limited-no-hint}", "{respond: {error: rate-limit, retry_after: none}}"},
    Expansion{"{fault: out-of-money, key: env.OPENAI_KEY_A}",
              "{key: env.OPENAI_KEY_A, respond: {error: quota}}"},
    Expansion{"{fault: out-of-money, code: spend-limit}", "{respond: {error: spend-limit}}"},
    Expansion{"{fault: lying-retry-after}",
              "{respond: {error: rate-limit, retry_after: [\"86400\", \"-5\", \"0\", \"1.5\", "
              "\"soon\", \"99999999\", \"Thu, 01 Jan 1970 00:00:00 GMT\"]}}"},
    Expansion{"{fault: lying-retry-after, values: [soon], ms: \"-1\", status: 503}",
              "{respond: {status: 503, error: rate-limit, retry_after: [soon], headers: "
              "{retry-after-ms: \"-1\"}}}"},
    Expansion{"{fault: server-error}", "{respond: {error: server}}"},
    Expansion{"{fault: server-error, shape: empty}", "{respond: {status: 500, body: \"\"}}"},
    Expansion{"{fault: server-error, shape: text, status: 502}",
              "{respond: {status: 502, json: {error: Internal server error}}}"},
    Expansion{"{fault: server-error, shape: array}",
              "{respond: {status: 500, json: [{error: {code: 500, message: Internal error}}]}}"},
    Expansion{"{fault: middlebox-error}", "{respond: {page: nginx-502}}"},
    Expansion{"{fault: middlebox-error, page: envoy-no-upstream}",
              "{respond: {page: envoy-no-upstream}}"},
    Expansion{"{fault: cdn-error}", "{delay: {headers: 100s}, respond: {page: cloudflare-524}}"},
    Expansion{"{fault: cdn-error, status: 522}",
              "{delay: {headers: 15s}, respond: {page: cloudflare-522}}"},
    Expansion{"{fault: cdn-error, status: 520}", "{respond: {page: cloudflare-520}}"},
    Expansion{"{fault: cdn-error, wait: 0s}", "{respond: {page: cloudflare-524}}"},
    Expansion{"{fault: overloaded}", "{respond: {error: overloaded}}"},
    Expansion{"{fault: overloaded, status: 529}", "{respond: {error: overloaded, status: 529}}"},
    Expansion{"{fault: html-page}", "{respond: {page: maintenance}}"},
    Expansion{"{fault: html-page, page: login}", "{respond: {page: login}}"},
    Expansion{"{fault: error-in-200}",
              "{respond: {status: 200, json: {error: {code: 502, message: Provider returned "
              "error}}}}"},
    Expansion{"{fault: key-revoked, key: \"sha:9f3c\", skip: 20}",
              "{key: \"sha:9f3c\", skip: 20, respond: {error: bad-key}}"},
    Expansion{"{fault: account-blocked}", "{respond: {error: billing}}"},
    Expansion{"{fault: account-blocked, kind: on-hold}", "{respond: {error: on-hold}}"},
    Expansion{"{fault: model-retired, model: gpt-4o-mini}",
              "{model: gpt-4o-mini, respond: {error: no-model}}"},
    Expansion{"{fault: model-retired, status: 410}", "{respond: {error: gone}}"},
    Expansion{"{fault: model-retired, status: 400}", "{respond: {error: no-model, status: 400}}"},
    Expansion{"{fault: too-large}", "{body_over: 256KiB, respond: {error: too-large}}"},
    Expansion{"{fault: too-large, kind: context, body_over: 1MiB}",
              "{body_over: 1MiB, respond: {error: context}}"},
    Expansion{"{fault: too-large, kind: head}", "{respond: {status: 431}}"},
    Expansion{"{fault: too-large, page: true}", "{body_over: 256KiB, respond: {page: nginx-413}}"},
    Expansion{"{fault: silent-after-headers}", "{stall: {after: headers}}"},
    Expansion{"{fault: no-answer, length: 20s}", "{stall: {before: headers, for: 20s}}"},
    Expansion{"{fault: slow-drip}", "{delay: {first_event: 5s, each_event: 5s}}"},
    Expansion{"{fault: stalled-stream}", "{stall: {after: 5 deltas}}"},
    Expansion{"{fault: stalled-stream, after: 2 events, length: 8s, keepalive: ping, beat: 2s}",
              "{stall: {after: 2 events, for: 8s, keepalive: ping, every: 2s}}"},
    Expansion{"{fault: open-after-done}", "{stall: {after: done}}"},
    Expansion{"{fault: reset-mid-stream, after: 3 deltas}", "{end: {after: 3 deltas, how: reset}}"},
    Expansion{"{fault: cut-mid-stream}", "{end: {after: 5 deltas, how: fin}}"},
    Expansion{"{fault: cut-mid-stream, inside_chunk: true}", "{end: {after: 700B, how: fin}}"},
    Expansion{"{fault: unfinished-stream}", "{end: {after: 5 deltas, how: clean}}"},
    Expansion{"{fault: unfinished-stream, framing: eof, keep: none}",
              "{end: {after: 5 deltas, how: eof}}"},
    Expansion{"{fault: short-body}", "{stream: false, end: {after: 50%, how: fin}}"},
    Expansion{"{fault: short-body, sent: 1/3, how: clean}",
              "{stream: false, end: {after: 1/3, how: clean}}"},
    Expansion{"{fault: empty-stream}", "{end: {after: headers, how: clean}}"},
    Expansion{"{fault: slow-drip, rate: 20B/s}", "{throttle: 20B/s}"},
    Expansion{"{fault: burst-at-end}", "{resegment: {group: all}}"},
    Expansion{"{fault: burst-at-end, events: 3}", "{resegment: {group: 3 events}}"},
    Expansion{"{fault: split-bytes}", "{resegment: {size: 1B}}"},
    Expansion{"{fault: split-bytes, gap: 5ms}", "{resegment: {size: 1B, gap: 5ms}}"},
    Expansion{"{fault: split-bytes, split: utf8}", "{resegment: {split: utf8}}"},
    Expansion{"{fault: split-bytes, size: 1B..7B, gap: 2ms}",
              "{resegment: {size: 1B..7B, gap: 2ms}}"},
    Expansion{"{fault: split-bytes, group: 4 events}", "{resegment: {group: 4 events}}"},
    Expansion{"{fault: wrong-content-type}", "{header: {set: {Content-Type: application/json}}}"},
    Expansion{"{fault: wrong-content-type, kind: text-label}",
              "{header: {set: {Content-Type: text/plain}}}"},
    Expansion{"{fault: wrong-content-type, kind: no-label}", "{header: {drop: Content-Type}}"},
    Expansion{"{fault: wrong-content-type, kind: json-for-stream}",
              "{stream: true, respond: {completion: unary}}"},
    Expansion{"{fault: wrong-content-type, kind: stream-for-json}",
              "{stream: false, respond: {completion: stream}}"},
    Expansion{"{fault: huge-headers}", "{header: {pad: 32KiB}}"},
    Expansion{"{fault: huge-headers, size: 0B, fields: 300}", "{header: {count: 300}}"},
    Expansion{"{fault: unfinished-stream, keep: finish}", "{edit: {which: done, drop: true}}"},
    Expansion{"{fault: unfinished-stream, keep: done, framing: eof}",
              "{edit: {which: finish, drop: true}, end: {after: done, how: eof}}"},
    Expansion{"{fault: cut-event}", "{edit: {which: delta 3, cut: 40B}}"},
    Expansion{"{fault: cut-event, delta: 0, keep: 1B, glue: true}",
              "{edit: {which: delta 0, cut: 1B, glue: true}}"},
    Expansion{"{fault: broken-framing}", "{insert: {after: 1 event, wire: \"ZZ\r\n\"}}"},
    Expansion{"{fault: broken-framing, kind: banner}",
              "{respond: {raw: \"SSH-2.0-OpenSSH_9.2p1\r\n\"}}"},
    Expansion{"{fault: duplicate-events, delta: 1}", "{edit: {which: delta 1, dup: 1}}"},
    Expansion{"{fault: duplicate-events, kind: finish}", "{edit: {which: finish, dup: 1}}"},
    Expansion{"{fault: duplicate-events, kind: done}", "{edit: {which: done, dup: 1}}"},
    Expansion{"{fault: duplicate-events, kind: replay}",
              "{insert: {after: 9 deltas, replay: true}}"},
    Expansion{"{fault: reordered-events}", "{edit: {which: delta 3, move: 1}}"},
    Expansion{"{fault: reordered-events, kind: finish-early}", "{edit: {which: finish, move: -1}}"},
    Expansion{"{fault: reordered-events, kind: start-late}", "{edit: {which: event 0, move: 2}}"},
    Expansion{"{fault: comment-lines}",
              "{insert: {after: headers, comment: OPENROUTER PROCESSING, every: 1 event}}"},
    Expansion{"{fault: comment-lines, ping: true, beat: 5s}",
              "{insert: {after: headers, ping: true, every: 5s}}"},
    Expansion{"{fault: odd-sse, style: bom}", "{edit: {which: all, style: [bom]}}"},
    Expansion{"{fault: empty-choices}",
              "{insert: {after: headers, event: {data: {id: c, object: chat.completion.chunk, "
              "choices: []}}}}"},
    Expansion{"{fault: empty-choices, value: null}",
              "{edit: {which: event 0, set: {/choices: null}}}"},
    Expansion{"{fault: empty-choices, value: missing}",
              "{edit: {which: event 0, unset: [/choices]}}"},
    Expansion{"{fault: empty-choices, where: end, value: data-null}",
              "{insert: {before: done, event: {data: null}}}"},
    Expansion{"{fault: bad-usage, kind: doubled}", "{edit: {which: usage, dup: 1}}"},
    Expansion{"{fault: bad-usage, kind: early}", "{edit: {which: usage, move: -1}}"},
    Expansion{"{fault: invalid-utf8, delta: 0, hex: e282}",
              "{edit: {which: delta 0, overwrite: {hex: e282, in: content}}}"},
    Expansion{"{fault: params-refused, refuse: [prefill, temperature]}",
              "{answer: {refuse: [temperature, prefill]}}"},
    Expansion{"{fault: null-content, content: reasoning, finish: length}",
              "{answer: {content: reasoning, finish: length}}"},
    Expansion{"{fault: cut-off-answer, after: 1/3, finish: refusal}",
              "{answer: {cut: 1/3, finish: refusal}}"},
    Expansion{"{fault: schema-violation, kind: wrong_type}", "{answer: {schema: wrong_type}}"},
    Expansion{"{fault: broken-tool-calls, kind: one_chunk}", "{answer: {tools: one_chunk}}"},
    Expansion{"{fault: huge-event, size: 3MiB}", "{answer: {pad: 3MiB}}"},
    Expansion{"{fault: dns-failure, kind: servfail}", "{dns: {kind: servfail}}"},
    Expansion{"{fault: dns-failure, kind: 2s}", "{dns: 2s}"},
    Expansion{"{fault: 429-storm}", "{respond: {error: rate-limit, retry_after: 20s}}"},
    Expansion{"{fault: partial-503}", "{share: 50%, respond: {status: 503}}"},
    Expansion{"{fault: partial-503, share: 20%}", "{share: 20%, respond: {status: 503}}"},
    Expansion{"{fault: tar-pit}", "{delay: {headers: 30s}}"},
};

TEST(Slugs, ExpandExactly) {
  for (const Expansion& row : expansions) {
    EXPECT_EQ(deed(row.slug), deed(row.actions)) << row.slug;
  }
}

// These two may also become the whole of a unary answer, which actions alone do not.
TEST(Slugs, ErrorsInAStreamExpandExactly) {
  const auto with_body = [](std::string text) {
    text.replace(text.find("false]"), 5, "true");
    return text;
  };
  EXPECT_EQ(deed("{fault: error-in-stream}"),
            with_body(deed("{insert: {after: 5 deltas, error: server, form: object}, end: {after: "
                           "5 deltas, how: clean}}")));
  EXPECT_EQ(deed("{fault: overloaded-in-stream, after: 0 deltas}"),
            with_body(deed("{insert: {after: 0 deltas, error: overloaded}, end: {after: 0 deltas, "
                           "how: clean}}")));
  const auto parsed = test::parse_injection("{fault: error-in-stream, done: true, form: vllm}");
  ASSERT_EQ(parsed.injection->deed.inserts.size(), 2U);
  EXPECT_EQ(parsed.injection->deed.inserts[0].form, "vllm");
  EXPECT_EQ(parsed.injection->deed.inserts[1].text, "[DONE]");
}

// What `gameday faults` shows as the expansion is what happens.
TEST(Slugs, TheCatalogueSaysWhatTheyDo) {
  std::set<std::string_view> ids;
  for (const CatalogueEntry& entry : catalogue()) {
    SCOPED_TRACE(entry.slug);
    EXPECT_TRUE(entry.id.empty() || ids.insert(entry.id).second);
    const auto slug = test::parse_injection("{fault: " + std::string(entry.slug) + '}');
    EXPECT_EQ(slug.problems, "");
    EXPECT_EQ(slug.injection->slug, entry.slug);
    if (entry.expands_to.find("…") == std::string_view::npos &&
        slug.injection->deed.inserts.empty()) {
      EXPECT_EQ(test::deed_text(*slug.injection), deed('{' + std::string(entry.expands_to) + '}'));
    }
  }
  EXPECT_EQ(ids.size(), 53U);
}

TEST(Slugs, WithoutHintTheMessageMayStillNameAWait) {
  const auto told = test::parse_injection("{fault: rate-limited-no-hint, sentence: 6s}");
  EXPECT_EQ(told.injection->deed.respond->retry_after.kind, RetryAfterHint::Kind::told);
  EXPECT_EQ(told.injection->deed.respond->retry_after.wait, 6s);
  const auto tokens = test::parse_injection("{fault: rate-limited, limit: tokens}");
  EXPECT_TRUE(tokens.injection->deed.respond->token_limit);
}

}  // namespace
}  // namespace gameday::faults
