// Verify's matrix in every format, from cells made by hand.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "golden.hpp"
#include "report/lines.hpp"
#include "report/verify_text.hpp"
#include "report/verify_words.hpp"

namespace gameday::report {
namespace {

using record::AttemptEnd;
using record::Outcome;
using verdict::MatrixCell;
using verdict::Measurement;

verdict::Try one_try(const char* provider, const char* key, int status, Duration at, Duration gap,
                     Duration length) {
  verdict::Try one;
  one.provider = provider;
  one.key = key;
  one.status = status;
  one.at = at;
  one.gap = gap;
  one.length = length;
  one.end = status == 0 ? AttemptEnd::client_left : AttemptEnd::complete;
  return one;
}

MatrixCell cell(const char* row, bool streamed, Measurement did, std::uint32_t says,
                const char* fallback) {
  MatrixCell out;
  out.row = row;
  out.title = row;
  out.streamed = streamed;
  out.measured = std::move(did);
  out.measured->streamed = streamed;
  verdict::Declared declared;
  declared.attempts = says;
  declared.failover_words = fallback;
  declared.time = 5s;
  declared.words = "openai 4 s, then anthropic answers";
  if (std::string_view(fallback) != "never") {
    declared.failover = 4s;
  }
  out.declared = declared;
  return out;
}

Measurement rescued(Duration failover) {
  Measurement did;
  did.outcome = Outcome::ok;
  did.status = 200;
  did.answered_by = "anthropic";
  did.degraded = true;
  did.failover = failover;
  did.took = failover + 500ms;
  did.tries = {one_try("openai", "a#9f3c", 429, 0ms, 0ms, 2ms),
               one_try("anthropic", "x#1234", 200, failover, failover, 500ms)};
  return did;
}

Measurement hung() {
  Measurement did;
  did.outcome = Outcome::timeout;
  did.took = 60s;
  did.tries = {one_try("openai", "a#9f3c", 0, 0ms, 0ms, 60s)};
  did.upstream = verdict::Upstream::stopped;
  did.stopped_after = 20ms;
  return did;
}

Measurement broken_in_band() {
  Measurement did;
  did.outcome = Outcome::stream_error;
  did.status = 200;
  did.tries = {one_try("openai", "a#9f3c", 200, 0ms, 0ms, 100ms)};
  did.took = 100ms;
  return did;
}

Measurement healthy() {
  Measurement did;
  did.outcome = Outcome::ok;
  did.answered_by = "openai";
  did.tries = {one_try("openai", "a#9f3c", 200, 0ms, 0ms, 3200ms)};
  did.took = 3200ms;
  return did;
}

verdict::Matrix sample() {
  verdict::Matrix matrix;
  matrix.subject = "mine.json";
  matrix.assumed = {"measured on gameday's own gateway, against mock providers"};
  matrix.simulated = true;
  matrix.took = 60500ms;
  matrix.cells = {cell("429", false, rescued(20ms), 3, "at once"),
                  cell("429", true, rescued(21ms), 3, "at once"),
                  cell("cut-no-end", false, rescued(110ms), 2, "at once"),
                  cell("cut-no-end", true, broken_in_band(), 1, "never"),
                  cell("refused", false, rescued(1s), 3, "1 retry"),
                  cell("silent-headers", false, rescued(12s), 2, "4 s"),
                  cell("silent-headers", true, hung(), 2, "4 s"),
                  cell("stall", false, hung(), 2, "4 s"),
                  cell("healthy-slow", false, healthy(), 1, "never")};
  matrix.cells[4].connections = true;
  matrix.cells.back().control = true;
  MatrixCell unplayed;
  unplayed.row = "mine";
  unplayed.why_not = "the request did not meet the fault";
  matrix.cells.push_back(unplayed);
  for (MatrixCell& one : matrix.cells) {
    judge_by_config(one);
  }
  return matrix;
}

const VerifyHints hints{"gameday verify --gateway mine.json", "kept", false};

TEST(VerifyReport, TheMatrixOnATerminal) {
  const std::string text = verify_text(sample(), Look{}, hints);
  test::expect_golden("verify.txt", text);
  std::size_t from = 0;
  for (std::size_t end; (end = text.find('\n', from)) != text.npos; from = end + 1) {
    const std::string line = text.substr(from, end - from);
    EXPECT_LE(width(line), 100U) << line;
  }
}

TEST(VerifyReport, ANarrowTerminalGetsOneBlockARow) {
  Look look;
  look.columns = 60;
  look.utf8 = false;
  VerifyHints detailed = hints;
  detailed.detail = true;
  test::expect_golden("verify-narrow.txt", verify_text(sample(), look, detailed));
}

TEST(VerifyReport, ForAPullRequest) {
  test::expect_golden("verify.md", verify_markdown(sample(), hints));
}

TEST(VerifyReport, JsonHasEveryNumber) {
  const auto json = nlohmann::json::parse(verify_json(sample()));
  EXPECT_EQ(json["gameday_verify"], 1);
  EXPECT_EQ(json["exit_code"], 1);
  EXPECT_EQ(json["rows"].size(), 10U);
  const auto& row = json["rows"][5];
  EXPECT_EQ(row["row"], "silent-headers");
  EXPECT_EQ(row["verdict"], "broken");
  EXPECT_EQ(row["declared"]["failover_ms"], 4000);
  EXPECT_EQ(row["measured"]["failover_ms"], 12000);
  EXPECT_EQ(row["measured"]["tries"][1]["provider"], "anthropic");
  EXPECT_TRUE(json["rows"][4]["measured"]["attempts"].is_null());  // nobody could count them
  EXPECT_TRUE(json["rows"][9]["measured"].is_null());
}

TEST(VerifyReport, BackoffIsSaidInOneWord) {
  Measurement did;
  for (const int wait : {0, 500, 1000, 2000}) {
    did.tries.push_back(one_try("openai", "a#1", 503, 0ms, std::chrono::milliseconds(wait), 1ms));
  }
  EXPECT_EQ(manner_words(did), "waits 500 ms, 1 s, 2 s: growing");
  did.tries[2].gap = did.tries[3].gap = 510ms;
  EXPECT_EQ(manner_words(did), "waits 500 ms, 510 ms, 510 ms: constant");
  did.tries[2].gap = 90ms;
  EXPECT_EQ(manner_words(did), "waits 500 ms, 90 ms, 510 ms: irregular");
  did.hint = verdict::Hint::ignored;
  did.timeout = 4s;
  EXPECT_EQ(manner_words(did),
            "waits 500 ms, 90 ms, 510 ms: irregular; gives an attempt up after 4 s; Retry-After "
            "ignored");
}

TEST(VerifyReport, HostileNamesAreInert) {
  verdict::Matrix matrix = sample();
  matrix.cells[0].row = matrix.cells[1].row = "\x1b[31m<script>|" + std::string(10'000, 'x');
  matrix.cells[0].measured->error = matrix.cells[0].measured->answered_by = "\x1b]0;|<b>\n";
  matrix.subject = "\x1b[2J|`";
  for (const std::string& text :
       {verify_text(matrix, Look{}, hints), verify_markdown(matrix, hints), verify_json(matrix)}) {
    EXPECT_EQ(text.find('\x1b'), text.npos);
    EXPECT_LT(text.size(), 100'000U);
  }
  const std::string table = verify_markdown(matrix, hints);
  EXPECT_EQ(table.find("| <script>"), table.npos);  // in a code span it is text
}

}  // namespace
}  // namespace gameday::report
