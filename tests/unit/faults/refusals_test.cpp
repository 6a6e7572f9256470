// What is refused, and the way out that the message shows.
#include <array>

#include <gtest/gtest.h>

#include "faults/directory.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

struct Refusal {
  std::string_view text;
  std::string_view path;
  std::string_view says;  // a part of the message
};

constexpr std::array later = {
    Refusal{"{answer: {file: a.json}}", "answer.file", "not in this version"},
    Refusal{"{fault: partial-outage}", "fault", "a scenario file of its own"},
    Refusal{"{fault: client-gone, kind: slow}", "kind", "slow is not in this version"},
    Refusal{"{respond: {file: a.json}}", "respond.file", "beside a scenario file only"},
    Refusal{"{all_of: [{toxic: latency}]}", "all_of[0].toxic", "not in this version"},
};

constexpr std::array deeds = {
    Refusal{"{}", "", "says nothing that shall happen"},
    Refusal{"{fault: rate-limitd}", "fault", "did you mean \"rate-limited\"?"},
    Refusal{"{fault: xyzzy}", "fault", "write rate-limited, "},
    Refusal{"{fault: tar-pit, shar: 5%}", "shar", "did you mean \"share\"?"},
    Refusal{"{fault: tar-pit, wait: 40}", "wait", "40 has no unit"},
    Refusal{"{fault: stalled-stream, wait: 3s}", "wait",
            "it takes after, length, keepalive or beat"},
    Refusal{"{fault: partial-503, wait: 3s}", "wait",
            "is no parameter of partial-503; it takes none"},
    Refusal{"{respond: 503}", "respond", "write respond: {status: 503}"},
    Refusal{"{fault: tar-pit, delay: {headers: 1s}}", "fault", "stands alone; to do delay as well"},
    Refusal{"{fault: out-of-money, code: quotum}", "code", "did you mean \"quota\"?"},
    Refusal{"{fault: cdn-error, status: 519}", "status", "from 520 to 526"},
    Refusal{"{fault: model-retired, status: 403}", "status", "404, 410 or 400"},
    Refusal{"{fault: too-large, kind: head, page: true}", "page", "take it out"},
    Refusal{"{fault: cut-mid-stream, inside_chunk: true, after: 5 deltas}", "after",
            "counted in bytes"},
    Refusal{"{fault: stalled-stream, beat: 2s}", "beat", "add keepalive: comment"},
    Refusal{"{fault: reset-mid-stream, after: 5 delta s}", "after", "is not a unit here"},
    Refusal{"{respond: {}}", "respond", "says no answer"},
    Refusal{"{respond: {error: overload}}", "respond.error", "did you mean \"overloaded\"?"},
    Refusal{"{respond: {page: nginx-500}}", "respond.page", "did you mean \"nginx-502\"?"},
    Refusal{"{respond: {page: nginx-502, error: server}}", "respond.page", "has one source"},
    Refusal{"{respond: {status: 101}}", "respond.status", "from 200 to 599"},
    Refusal{"{respond: {status: 429, retry_after: forever}}", "respond.retry_after", "20s, 5m"},
    Refusal{"{respond: {status: 429, retry_after: []}}", "respond.retry_after", "is empty"},
    Refusal{"{respond: {status: 200, headers: {Content-Length: \"3\"}}}",
            "respond.headers.Content-Length", "made from the body"},
    Refusal{"{respond: {status: 200, headers: {a b: c}}}", "respond.headers.a b", "no name"},
    Refusal{"{respond: {status: 200, dialect: gemini}}", "respond.dialect", "openai or anthropic"},
    Refusal{"{respond: {status: 200, statu: 3}}", "respond.statu", "did you mean \"status\"?"},
    Refusal{"{respond: {status: 413, early: true}, model: gpt}", "model", "looks into the body"},
    Refusal{"{respond: {status: 413, early: true}, share: 5%, per: request}", "per", "by path"},
    Refusal{"{respond: {status: 413, early: true}, delay: {headers: 1s}}", "", "stands alone"},
    Refusal{"{respond: {raw: \"\"}}", "respond.raw", "is empty"},
    Refusal{"{respond: {raw: x, status: 503}}", "respond.status", "write it there"},
    Refusal{"{respond: {raw: x, headers: {A: b}}}", "respond.headers", "write it there"},
    Refusal{"{respond: {raw: x, body: y}}", "respond.raw", "has one source"},
    Refusal{"{respond: {raw: x}, end: {after: 1B}}", "", "is the whole answer"},
    Refusal{"{all_of: [{respond: {raw: x}}, {edit: {which: body, drop: true}}]}", "",
            "is the whole answer"},
    Refusal{"{fault: unfinished-stream, keep: done, after: 3 deltas}", "after", "take it out"},
    Refusal{"{fault: comment-lines, ping: true, text: x}", "text", "take it out"},
    Refusal{"{fault: invalid-utf8, hex: x}", "hex", "pairs of hex digits"},
    Refusal{"{delay: {}}", "delay", "delays nothing"},
    Refusal{"{delay: {headers: {p50: 2s}}}", "delay.headers", "write {p50: 1s, p99: 4s}"},
    Refusal{"{delay: {headers: {p50: 2s, p99: 1s}}}", "delay.headers", "1us <= p50 <= p99"},
    Refusal{"{delay: {headers: {p50: 999ns, p99: 1s}}}", "delay.headers", "1us <= p50 <= p99"},
    Refusal{"{delay: 2s}", "delay", "is a map"},
    Refusal{"{conn: refused}", "conn", "did you mean \"refuse\"?"},
    Refusal{"{conn: {}}", "conn.kind", "refuse, blackhole, rst_on_accept"},
    Refusal{"{conn: {kind: refuse, how: fin}}", "conn.how", "belongs to kind: close_on_reuse"},
    Refusal{"{conn: {kind: close_on_reuse, how: eof}}", "conn.how", "reset or fin"},
    Refusal{"{conn: {kind: tls_hang, cert: expired}}", "conn.cert", "kind: tls_badcert"},
    Refusal{"{conn: {kind: tls_badcert, cert: expird}}", "conn.cert", "did you mean \"expired\"?"},
    Refusal{"{conn: tls_hung}", "conn", "did you mean \"tls_hang\"?"},
    Refusal{"{conn: rst_on_accept, delay: {connect: 1s}}", "conn", "nothing to delay"},
    Refusal{"{delay: {connect: 1s, headers: 2s}}", "delay", "write two injections"},
    Refusal{"{all_of: [{conn: tls_close}, {conn: tls_alert}]}", "all_of[1]", "a second conn"},
    Refusal{"{all_of: [{delay: {connect: 1s}}, {fault: overloaded}]}", "all_of[1]",
            "write two injections"},
    Refusal{"{fault: tls-failure, cert: expired}", "cert", "add kind: badcert"},
    Refusal{"{fault: slow-request-read, rate: 2KiB/s, answer_early: 408}", "rate",
            "take one of them out"},
    Refusal{"{read_throttle: 5}", "read_throttle", "write 2KiB/s"},
    Refusal{"{read_throttle: {}}", "read_throttle.rate", "2KiB/s"},
    Refusal{"{read_throttle: 1KiB/s, respond: {status: 413, early: true}}", "", "stands alone"},
    Refusal{"{all_of: [{read_throttle: 1B/s}, {fault: slow-request-read}]}", "all_of[1]",
            "a second read_throttle"},
    Refusal{"{conn: refuse, respond: {status: 503}}", "conn", "write two injections"},
    Refusal{"{all_of: [{fault: tar-pit}, {conn: refuse}]}", "all_of[1]", "stands alone"},
};

constexpr std::array answers = {
    Refusal{"{stall: {}}", "stall", "after: 5 deltas or before: done"},
    Refusal{"{stall: {after: 5 deltas, before: done}}", "stall", "two places"},
    Refusal{"{stall: {after: 5}}", "stall.after", "5 has no unit; write 5 deltas"},
    Refusal{"{stall: {after: header}}", "stall.after", "did you mean \"headers\"?"},
    Refusal{"{stall: {after: usage}}", "stall.after", "write before: usage"},
    Refusal{"{stall: {after: five deltas}}", "stall.after", "\"five\" is not a whole number"},
    Refusal{"{stall: {after: 120%}}", "stall.after", "120%"},
    Refusal{"{stall: {before: 5 deltas}}", "stall.before", "nothing that `before` knows"},
    Refusal{"{stall: {before: headers, keepalive: ping}}", "stall.keepalive", "after: headers"},
    Refusal{"{end: {after: 3 deltas, how: rst}}", "end.how", "reset, fin, clean or eof"},
    Refusal{"{end: {before: headers, how: clean}}", "end.how", "only end by reset or fin"},
    Refusal{"{insert: {after: headers}}", "insert", "inserts nothing"},
    Refusal{"{insert: []}", "insert", "inserts nothing"},
    Refusal{"{insert: {after: headers, comment: a, ping: true}}", "insert.ping", "write a list"},
    Refusal{"{insert: {after: headers, ping: false}}", "insert.ping", "inserts nothing"},
    Refusal{"{insert: {before: headers, comment: a}}", "insert.before", "before the head"},
    Refusal{"{insert: {after: headers, comment: a, form: flat}}", "insert.form", "add error"},
    Refusal{"{insert: {after: headers, error: server, form: flot}}", "insert.form",
            "did you mean \"flat\"?"},
    Refusal{"{insert: {after: headers, bytes: \"\"}}", "insert.bytes", "is empty"},
    Refusal{"{insert: {after: headers, hex: 8}}", "insert.hex", "pairs of hex digits"},
    Refusal{"{insert: {after: headers, replay: false}}", "insert.replay", "take it out"},
    Refusal{"{insert: {after: headers, replay: true, wire: x}}", "insert.replay", "write a list"},
    Refusal{"{insert: {after: headers, ping: true, every: 0 events}}", "insert.every", "1 event"},
    Refusal{"{insert: {after: headers, ping: true, every: 3}}", "insert.every", "1 event"},
    Refusal{"{insert: {after: headers, ping: true, every: 999us}}", "insert.every", "1ms at least"},
    Refusal{"{insert: {after: headers, ping: true, every: forever}}", "insert.every", "1 event"},
    Refusal{"{insert: {after: headers, event: {name: x}}}", "insert.event.data", "missing"},
    Refusal{"{all_of: {fault: tar-pit}}", "all_of", "takes a list"},
    Refusal{"{all_of: [{fault: tar-pit}], fault: tar-pit}", "fault", "move it into the list"},
    Refusal{"{all_of: [{fault: tar-pit, share: 5%}]}", "all_of[0].share", "stands beside all_of"},
    Refusal{"{all_of: [{all_of: [{fault: tar-pit}]}]}", "all_of[0].all_of", "side by side"},
    Refusal{"{all_of: [{fault: overloaded}, {respond: {status: 500}}]}", "all_of[1]",
            "a second respond"},
    Refusal{"{all_of: [{fault: tar-pit}, {fault: cdn-error}]}", "all_of[1]",
            "a second delay.headers"},
    Refusal{"{all_of: [{end: {after: 1B, how: fin}}, {fault: reset-mid-stream}]}", "all_of[1]",
            "a second end"},
};

constexpr std::array mocks = {
    Refusal{"{answer: {}}", "answer", "changes nothing"},
    Refusal{"{answer: none}", "answer", "is a map"},
    Refusal{"{answer: {contents: none}}", "answer.contents", "did you mean \"content\"?"},
    Refusal{"{answer: {content: nul}}", "answer.content", "none, empty or reasoning"},
    Refusal{"{answer: {finish: lenght}}", "answer.finish", "did you mean \"length\"?"},
    Refusal{"{answer: {text: \"\"}}", "answer.text", "write content: empty"},
    Refusal{"{answer: {text: a, content: none}}", "answer.content", "keep text or content"},
    Refusal{"{answer: {schema: prose, tools: no_id}}", "answer.tools", "keep schema or tools"},
    Refusal{"{answer: {cut: 10}}", "answer.cut", "write 10 deltas or 50%"},
    Refusal{"{answer: {cut: 10 events}}", "answer.cut", "write 10 deltas or 50%"},
    Refusal{"{answer: {cut: 0 deltas}}", "answer.cut", "write content: none"},
    Refusal{"{answer: {cut: 0%}}", "answer.cut", "write content: none"},
    Refusal{"{answer: {cut: 1000001 deltas}}", "answer.cut", "1000000 deltas at most"},
    Refusal{"{answer: {cut: 50%, content: none}}", "answer.cut", "nothing to cut"},
    Refusal{"{answer: {pad: 1}}", "answer.pad", "1 has no unit"},
    Refusal{"{answer: {pad: 65MiB}}", "answer.pad", "from 1B to 64MiB"},
    Refusal{"{answer: {pad: 1KiB, schema: prose}}", "answer.pad", "take one of them out"},
    Refusal{"{answer: {schema: markdown}}", "answer.schema", "prose, fenced, renamed, echo"},
    Refusal{"{answer: {tools: idex_zero}}", "answer.tools", "did you mean \"index_zero\"?"},
    Refusal{"{answer: {refuse: []}}", "answer.refuse", "refuses nothing"},
    Refusal{"{answer: {refuse: [temprature]}}", "answer.refuse", "did you mean \"temperature\"?"},
    Refusal{"{answer: {content: none}, respond: {status: 503}}", "", "keep one of them"},
    Refusal{"{all_of: [{fault: null-content}, {fault: overloaded}]}", "", "keep one of them"},
    Refusal{"{all_of: [{fault: null-content}, {fault: huge-event}]}", "all_of[1]",
            "a second answer"},
    Refusal{"{answer: {content: none}, conn: refuse}", "conn", "write two injections"},
    Refusal{"{fault: cut-off-answer, after: 5s}", "after", "write 10 deltas or 50%"},
    Refusal{"{fault: cut-off-answer, after: 0 deltas}", "after", "write 10 deltas or 50%"},
    Refusal{"{fault: null-content, finish: refusal}", "finish", "stop or length"},
    Refusal{"{fault: huge-event, size: 0B}", "size", "from 1B to 64MiB"},
    Refusal{"{fault: params-refused, refuse: top_p}", "refuse", "write temperature, "},
};

constexpr std::array edits = {
    Refusal{"{edit: {drop: true}}", "edit.which", "event 3, event 1..4"},
    Refusal{"{edit: {which: event 3}}", "edit", "changes nothing"},
    Refusal{"{edit: []}", "edit", "changes nothing"},
    Refusal{"{edit: drop}", "edit", "is a map"},
    Refusal{"{edit: {which: evnt 3, drop: true}}", "edit.which", "did you mean \"event\"?"},
    Refusal{"{edit: {which: event, drop: true}}", "edit.which", "write event 3"},
    Refusal{"{edit: {which: event -1, drop: true}}", "edit.which", "write event 3"},
    Refusal{"{edit: {which: event 4..2, drop: true}}", "edit.which", "write event 3"},
    Refusal{"{edit: {which: event .., drop: true}}", "edit.which", "write event 3"},
    Refusal{"{edit: {which: done 3, drop: true}}", "edit.which", "write event 3"},
    Refusal{"{edit: {which: all, drop: false}}", "edit.drop", "take it out"},
    Refusal{"{edit: {which: all, drop: true, dup: 1}}", "edit.dup", "write a list"},
    Refusal{"{edit: {which: all, dup: 0}}", "edit.dup", "from 1 to 100"},
    Refusal{"{edit: {which: all, dup: 101}}", "edit.dup", "from 1 to 100"},
    Refusal{"{edit: {which: all, move: 0}}", "edit.move", "1 to 8"},
    Refusal{"{edit: {which: all, move: -9}}", "edit.move", "-1 to -8"},
    Refusal{"{edit: {which: all, cut: 40}}", "edit.cut", "40 has no unit"},
    Refusal{"{edit: {which: all, drop: true, glue: true}}", "edit.glue", "add cut: 40B"},
    Refusal{"{edit: {which: all, set: {choices: 1}}}", "edit.set.choices", "begins with /"},
    Refusal{"{edit: {which: all, set: {}}}", "edit.set", "sets nothing"},
    Refusal{"{edit: {which: all, unset: [usage]}}", "edit.unset", "begins with /"},
    Refusal{"{edit: {which: all, unset: []}}", "edit.unset", "takes nothing away"},
    Refusal{"{edit: {which: all, overwrite: {in: data}}}", "edit.overwrite.hex", "missing"},
    Refusal{"{edit: {which: all, overwrite: {hex: 8g}}}", "edit.overwrite.hex", "pairs of hex"},
    Refusal{"{edit: {which: all, overwrite: {hex: 808}}}", "edit.overwrite.hex", "pairs of hex"},
    Refusal{"{edit: {which: all, overwrite: {hex: 80, in: text}}}", "edit.overwrite.in",
            "data or content"},
    Refusal{"{edit: {which: all, style: [clrf]}}", "edit.style", "did you mean \"crlf\"?"},
    Refusal{"{edit: {which: all, style: []}}", "edit.style", "is empty"},
    Refusal{"{edit: {which: body, dup: 1}}", "edit.which", "write which: event 0"},
    Refusal{"{edit: [{which: all, drop: true}, {which: all, drp: true}]}", "edit[1].drp",
            "did you mean \"drop\"?"},
    Refusal{"{all_of: [{fault: tar-pit}], edit: {which: all, drop: true}}", "edit",
            "move it into the list"},
};

constexpr std::array lookups = {
    Refusal{"{dns: nxdomian}", "dns", "did you mean \"nxdomain\"?"},
    Refusal{"{dns: {kind: slow}}", "dns.kind", "nxdomain, servfail or hang, or a duration"},
    Refusal{"{dns: {}}", "dns.kind", "nxdomain, servfail, hang or a duration"},
    Refusal{"{dns: 0s}", "dns", "at least 1ms"},
    Refusal{"{dns: {kind: hang, for: 2s}}", "dns.for", "unknown key"},
    Refusal{"{fault: dns-failure, kind: refuse}", "kind", "nothing that lookups come to"},
    Refusal{"{dns: hang, conn: refuse}", "dns", "write two injections"},
    Refusal{"{dns: hang, respond: {status: 503}}", "dns", "write two injections"},
    Refusal{"{all_of: [{dns: hang}, {delay: {connect: 1s}}]}", "all_of[1]", "stands alone"},
    Refusal{"{all_of: [{dns: hang}, {dns: 2s}]}", "all_of[1]", "a second dns"},
    Refusal{"{dns: hang, share: 50%}", "share", "looked up before there is one"},
    Refusal{"{fault: dns-failure, model: gpt-4o}", "model", "for everybody"},
};

constexpr std::array selectors = {
    Refusal{"{conn: refuse, share: 50%}", "share", "shut for everybody"},
    Refusal{"{conn: blackhole, first: 3, per: key}", "first", "shut for everybody"},
    Refusal{"{fault: refused, model: gpt-4o}", "model", "shut for everybody"},
    Refusal{"{conn: rst_on_accept, model: gpt-4o}", "model", "decided for a connection"},
    Refusal{"{delay: {connect: 1s}, key: env.A}", "key", "decided for a connection"},
    Refusal{"{conn: tls_close, share: 5%, per: request}", "per", "decided for a connection"},
    Refusal{"{conn: rst_on_accept, first: 3, per: connection}", "per", "always at 1"},
    Refusal{"{read_throttle: 1KiB/s, stream: true}", "stream", "looks into the body"},
    Refusal{"{fault: tar-pit, key: sk-secret}", "key", "write env.NAME or sha:"},
    Refusal{"{fault: tar-pit, key: \"sha:9f\"}", "key", "4 to 64 hex digits"},
    Refusal{"{fault: tar-pit, model: []}", "model", "is empty"},
    Refusal{"{fault: tar-pit, method: \"P OST\"}", "method", "write POST"},
    Refusal{"{fault: tar-pit, stream: yes}", "stream", "neither true nor false"},
    Refusal{"{fault: tar-pit, body_over: 5}", "body_over", "5 has no unit"},
    Refusal{"{fault: tar-pit, request_header: {}}", "request_header", "names no field"},
    Refusal{"{fault: tar-pit, first: 0}", "first", "out of range"},
    Refusal{"{fault: tar-pit, first: 2, every: 3}", "every", "cannot stand beside first"},
    Refusal{"{fault: tar-pit, sequence: [fail, pas]}", "sequence", "did you mean \"pass\"?"},
    Refusal{"{fault: tar-pit, sequence: [pass]}", "sequence", "never fails"},
    Refusal{"{fault: tar-pit, above_rate: 0/s}", "above_rate", "lets nothing pass"},
    Refusal{"{fault: tar-pit, burst: 3}", "burst", "add above_rate"},
    Refusal{"{fault: tar-pit, per: request}", "per", "add share: 50% or first: 2"},
    Refusal{"{fault: tar-pit, share: 5%, per: modle}", "per", "did you mean \"model\"?"},
    Refusal{"{fault: tar-pit, first: 3, per: attempt}", "per", "always at 1"},
    Refusal{"{fault: tar-pit, share: 120%}", "share", "120%"},
};

void expect(const Refusal& row) {
  const auto parsed = test::parse_injection(row.text);
  const std::string line =
      "inject[0]" + (row.path.empty() ? "" : '.' + std::string(row.path)) + ": ";
  const std::size_t at = parsed.problems.find(line);
  ASSERT_NE(at, std::string::npos) << row.text << '\n' << parsed.problems;
  const std::string what = parsed.problems.substr(at, parsed.problems.find('\n', at) - at);
  EXPECT_NE(what.find(row.says), std::string::npos) << row.text << '\n' << what;
}

TEST(Refusals, LaterWordsByName) {
  for (const Refusal& row : later) {
    expect(row);
  }
  for (const std::string_view key : later_keys()) {
    const auto parsed = test::parse_injection("{fault: tar-pit, " + std::string(key) + ": x}");
    EXPECT_EQ(parsed.problems,
              "inject[0]." + std::string(key) + ": not in this version of gameday; take it out\n");
  }
}

TEST(Refusals, DeedsShowTheWayOut) {
  for (const Refusal& row : deeds) {
    expect(row);
  }
  for (const Refusal& row : lookups) {
    expect(row);
  }
  for (const Refusal& row : answers) {
    expect(row);
  }
  for (const Refusal& row : edits) {
    expect(row);
  }
}

TEST(Refusals, MocksAreToldWhatTheyCanDo) {
  for (const Refusal& row : mocks) {
    expect(row);
  }
  const std::string longest(answer_text_most, 'x');
  EXPECT_EQ(test::parse_injection("{answer: {text: " + longest + "}}").problems, "");
  const std::string longer = "{answer: {text: x" + longest + "}}";
  expect({longer, "answer.text", "for a long answer write pad: 1MiB"});
}

TEST(Refusals, SelectorsShowTheWayOut) {
  for (const Refusal& row : selectors) {
    expect(row);
  }
}

TEST(Refusals, AKeyIsNeverRepeated) {
  const auto parsed = test::parse_injection("{fault: tar-pit, key: sk-secret}");
  EXPECT_EQ(parsed.problems.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace gameday::faults
