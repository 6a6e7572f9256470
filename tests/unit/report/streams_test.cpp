// What a person on call reads when streams broke.

#include <gtest/gtest.h>

#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/run_folder/run_folder.hpp"
#include "report/sentence.hpp"
#include "report/terminal.hpp"
#include "sample.hpp"

namespace gameday::report {
namespace {

using record::Outcome;
using record::Window;
using test::Judged;
using test::streamed_as;

test::SmallRun broken_streams() {
  test::SmallRun run({"cut streams"}, {"tuned gateway"});
  run.healthy_around(0).ended(0);
  run.promise(0, 0, "truncated == 0")
      .promise(0, 0, "stall.max < 5s")
      .promise(0, 0, "ttft.p95 < 1s");
  run.promise_recovery(0, 0, "failed == 0");
  run.add(0, 0, Window::fault, 288, streamed_as(Outcome::ok, 420ms, 2s));
  run.add(0, 0, Window::fault, 3, streamed_as(Outcome::truncated_stream, 450ms, 2s));
  run.add(0, 0, Window::fault, 9, streamed_as(Outcome::stream_error, 440ms, 8s, 6s));
  run.add(0, 0, Window::fault, 20, streamed_as(Outcome::timeout, std::nullopt, 60s, 0s));
  run.records.attempts.back().reached = "before headers";
  for (record::AttemptRecord& attempt : run.records.attempts) {
    if (attempt.ordinal == 448) {
      attempt.reached = "after 5 deltas, 1,812 B";
    }
  }
  return run;
}

void expect_text(const std::string& text, std::string_view part) {
  EXPECT_NE(text.find(part), text.npos) << part << "\nin\n" << text;
}

TEST(BrokenStreams, AreToldFromSilentCutsInMarkdown) {
  const Judged judged(broken_streams());
  const std::string text = markdown(judged.document());
  expect_text(text,
              "| arm | window | streams | first token p50 | first token p95 | longest silence | "
              "cut silently | broken, and told |\n");
  expect_text(text,
              "| tuned gateway | fault | 320 | 420 ms | never | 6 s | 3 of 320 (0.9 %) | 9 of 320 "
              "(2.8 %) |\n");
  expect_text(text, "- tuned gateway: at once\n");
  expect_text(text, "| `failed == 0 in recovery` | pass |");
}

TEST(BrokenStreams, AreToldFromSilentCutsInTheSentence) {
  test::SmallRun run = broken_streams();
  run.facts.experiments[0].promises.clear();
  run.promise(0, 0, "truncated < 9");
  expect_text(verdict_sentence(Judged(run).document()),
              "32 of 320 requests failed (9 streams broke and said so, 3 were cut silently)");
}

TEST(BrokenStreams, EachCheckShowsItsRequestOnTheTerminal) {
  const Judged judged(broken_streams());
  const std::string text = terminal(judged.document(), {}, "report.md", "again");
  expect_text(text,
              "truncated == 0: saw 3 (n 320)\n  first cut silently: request 448, 2 s: openai/a 200 "
              "2 s (after 5 deltas)\n");
  expect_text(text, "stall.max < 5s: saw 6 s (n 300)\n  longest silence: request 451, 6 s: ");
  expect_text(text, "last first token: request 460, never: ");
  expect_text(text, "32 of 320 failed (timeout, stream error, …)");
}

TEST(BrokenStreams, AreNumbersForScripts) {
  const Judged judged(broken_streams());
  const std::string text = result_json(judged.document());
  expect_text(text, R"("ttft_p95_ms":null,"streams":320,"truncated":3,"stream_errors":9,)"
                    R"("stall_max_ms":6000,)");
  expect_text(text, R"("retry_after_violations":null,"recovery_time_ms":0})");
  expect_text(text, R"("check":"failed == 0","window":"recovery","observed":0)");
}

TEST(BrokenStreams, AHealthyFirstTokenIsInTheHeadline) {
  test::SmallRun run({"slow streams"}, {"tuned gateway"});
  run.healthy_around(0).ended(0);
  run.add(0, 0, Window::fault, 320, streamed_as(Outcome::ok, 420ms, 2s));
  const Judged judged(run);
  expect_text(markdown(judged.document()), "p95 2 s, first token p95 420 ms");
}

TEST(RunJson, KeepsLabelsAndWhatRecoveryPromises) {
  test::SmallRun run = broken_streams();
  run.facts.labels = {{"env", "staging"}, {"team", "ci"}};
  const auto back = parse_run_facts(run_json(run.facts));
  ASSERT_TRUE(back) << back.problem;
  EXPECT_EQ(back.value->labels, run.facts.labels);
  ASSERT_EQ(back.value->experiments[0].recovery_promises.size(), 1U);
  EXPECT_EQ(back.value->experiments[0].recovery_promises[0].expectation.text, "failed == 0");
  std::string forged = run_json(run.facts);
  const std::string started = "\"started_at_us\": 0";
  forged.replace(forged.find(started), started.size(), "\"started_at_us\": 9223372036854775807");
  EXPECT_EQ(parse_run_facts(forged).problem, "started_at_us is more than ten years");
}

}  // namespace
}  // namespace gameday::report
