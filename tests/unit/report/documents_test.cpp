#include <filesystem>
#include <limits>

#include <unistd.h>

#include "golden.hpp"
#include "record/direct_sink.hpp"
#include "report/headline.hpp"
#include "report/json.hpp"
#include "report/lines.hpp"
#include "report/markdown.hpp"
#include "report/run_folder/run_folder.hpp"
#include "report/sentence.hpp"
#include "report/terminal.hpp"
#include "report/waterfall.hpp"
#include "report/words.hpp"
#include "sample.hpp"

namespace gameday::report {
namespace {

using test::expect_golden;
using test::Judged;
using test::sample_run;

constexpr const char* path = "reports/runs/x/report.html";

std::string shown(const Judged& judged, const Look& look) {
  return terminal(judged.document(), look, path, judged.document().facts.again);
}

void expect_at_most(std::size_t columns, std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const bool free = line.starts_with("  report") || line.starts_with("  again");
    EXPECT_TRUE(free || width(line) <= columns) << line;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
}

TEST(Terminal, Passes) {
  const Judged judged(sample_run(false));
  const std::string text = shown(judged, {});
  expect_at_most(100, text);
  expect_golden("pass.txt", text);
}

TEST(Terminal, ShowsFirstWhatDidNotHold) {
  const Judged judged(sample_run(true));
  expect_golden("fail.txt", shown(judged, {}));
}

TEST(Terminal, IsOneBlockAnArmWhenNarrow) {
  const Judged judged(sample_run(false));
  const std::string text = shown(judged, {60, false, true});
  expect_at_most(60, text);
  expect_golden("narrow.txt", text);
}

TEST(Terminal, SpeaksAsciiAndColour) {
  const Judged judged(sample_run(false));
  const std::string text = shown(judged, {100, false, false});
  EXPECT_TRUE(std::ranges::all_of(text, [](char letter) { return letter > 0; }));
  expect_at_most(100, text);
  expect_golden("ascii.txt", text);

  const std::string coloured = shown(judged, {100, true, true});
  std::string plain;
  for (std::size_t at = 0; at < coloured.size(); ++at) {
    if (coloured[at] == '\x1b') {
      at = coloured.find('m', at);
    } else {
      plain += coloured[at];
    }
  }
  EXPECT_EQ(plain, shown(judged, {}));
}

TEST(Markdown, HasAllParts) {
  const Judged judged(sample_run(true));
  const std::string text = markdown(judged.document());
  EXPECT_EQ(text.find("2026"), text.npos);
  EXPECT_EQ(text.find("somewhere"), text.npos);
  expect_golden("report.md", text);
}

TEST(ResultJson, IsAPromiseToScripts) {
  const Judged judged(sample_run(false));
  expect_golden("result.json", result_json(judged.document()));
}

TEST(Sentence, SaysWhatBecameOfTheHypothesis) {
  EXPECT_EQ(verdict_sentence(Judged(sample_run(false)).document()),
            "The hypothesis held. With the tuned gateway none of 640 requests failed and 100 % "
            "were answered within 5 s; without fallback 478 of 640 failed.");
  test::SmallRun run = sample_run(true);
  run.facts.experiments[0].promises.clear();
  EXPECT_EQ(verdict_sentence(Judged(run).document()),
            "Nothing can be said about the hypothesis. In hard 503s, tuned gateway: too few beyond "
            "the percentile: n = 320.");
  EXPECT_EQ(verdict_sentence(Judged(sample_run(true)).document()),
            "The hypothesis did not hold. With the tuned gateway in the 429 storm 310 of 320 "
            "(96.9 %) were answered within 5 s; \"good >= 99%\" was promised.");
  run.facts.end = verdict::RunEnd::interrupted;
  run.facts.end_reason = "pager went off";
  run.records.events.erase(std::remove_if(run.records.events.begin(), run.records.events.end(),
                                          [](const record::Event& event) {
                                            return event.experiment == 1 &&
                                                   event.kind ==
                                                       record::Event::Kind::experiment_ended;
                                          }),
                           run.records.events.end());
  EXPECT_EQ(
      verdict_sentence(Judged(run).document()),
      "Stopped by hand 60 s into hard 503s (pager went off). 1 of 2 experiments finished, and "
      "it passed.");
  for (verdict::ExperimentFacts& experiment : run.facts.experiments) {
    experiment.promises.clear();
  }
  run.facts.end = verdict::RunEnd::finished;
  const std::string nothing = verdict_sentence(Judged(run).document());
  EXPECT_TRUE(nothing.starts_with("No check could have refuted the hypothesis. ")) << nothing;
}

TEST(Injected, IsSaidOnceWhereItIsTheSameEverywhere) {
  test::SmallRun run = sample_run(false);
  EXPECT_EQ(injected_words(Judged(run).document()),
            "fault injected into 100 %, 50 % of openai's attempts");
  for (record::Event& event : run.records.events) {
    if (event.counts) {
      event.counts->injected = event.counts->seen;
    }
  }
  EXPECT_EQ(injected_words(Judged(run).document()),
            "fault injected into 100 % of openai's attempts");
}

// What the end of a run cut off is no failure of the arm; a client that left got nothing.
TEST(Headline, TellsWhoWasCutOffAndWhoLeft) {
  using record::Window;
  test::SmallRun run({"tar pit"}, {"tuned gateway"});
  run.add(0, 0, Window::fault, 20, test::failed_with(503));
  run.add(0, 0, Window::fault, 12, test::Fate{.outcome = record::Outcome::unfinished});
  run.facts.end = verdict::RunEnd::interrupted;
  EXPECT_NE(headline_cell(Judged(run).document(), 0, 0).worst.find(": 20 of 32 failed, 12 cut off"),
            std::string::npos);
  test::SmallRun left({"the client leaves"}, {"tuned gateway"});
  left.add(0, 0, Window::fault, 24, test::Fate{.outcome = record::Outcome::left}).ended(0);
  EXPECT_EQ(headline_cell(Judged(left).document(), 0, 0).left, "all 24 clients left");
}

TEST(Waterfall, ATryThatItsCallerGaveUpIsNoLeavingUser) {
  const Judged judged(sample_run(true));
  record::AttemptRecord hung;
  hung.key = "a#1";
  hung.ended = hung.arrived + 4s;
  hung.end = record::AttemptEnd::client_left;
  const record::AttemptRecord* trail[] = {&hung};
  EXPECT_EQ(waterfall(judged.document(), trail), "openai/a given up after 4 s");
}

TEST(CheckWords, AnIntervalOfNeversIsNotShown) {
  verdict::CheckResult check;
  check.text = "p90 < 6s";
  check.ruling = verdict::Ruling::fail;
  check.n = 140;
  constexpr double never = std::numeric_limits<double>::infinity();
  check.observed = verdict::Amount{verdict::Amount::Unit::duration, never};
  check.interval = verdict::Interval{never, never};
  EXPECT_EQ(sample_words(check), "n 140");
  check.interval = verdict::Interval{6, never};
  EXPECT_EQ(sample_words(check), "n 140, 6 s to never");
}

TEST(RunJson, ComesBack) {
  const Judged judged(sample_run(true));
  const std::string whole = run_json(judged.document());
  const auto facts = parse_run_facts(whole);
  ASSERT_TRUE(facts) << facts.problem;
  EXPECT_EQ(run_json(*facts.value), run_json(judged.document().facts));
  EXPECT_EQ(facts.value->experiments[0].promises[3].expectation.other_arm, "tuned gateway");
  expect_golden("run.json", whole);

  EXPECT_EQ(parse_run_facts("{\"gameday\": 2}").problem, "version 2 is not known here");
  EXPECT_FALSE(parse_run_facts("{").problem.empty());
  EXPECT_EQ(read_run_folder("/no/such").problem, "/no/such: does not exist");
}

std::string written_folder(const verdict::RunRecords& records, const record::Cast& cast,
                           const std::string& run) {
  const std::string folder = testing::TempDir() + "gameday-run-folder-" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  record::DirectSink sink(folder, cast);
  for (const auto& request : records.requests) {
    sink.request(request);
  }
  for (const auto& attempt : records.attempts) {
    sink.attempt(attempt);
  }
  for (const auto& event : records.events) {
    sink.event(event);
  }
  std::ofstream(folder + "/run.json") << run;
  return folder;
}

Judged read_and_judge(const std::string& folder) {
  const auto back = read_run_folder(folder);
  EXPECT_TRUE(back) << back.problem;
  test::SmallRun run({}, {});
  run.facts = back.value->facts;
  run.records = back.value->records;
  return Judged(run);
}

TEST(RunFolder, WithoutAnEndIsALogAndNoVerdict) {
  test::SmallRun run = sample_run(true);
  run.facts.end = verdict::RunEnd::incomplete;
  for (auto& experiment : run.facts.experiments) {
    experiment.started.reset();
  }
  run.records.events.pop_back();
  const Judged judged =
      read_and_judge(written_folder(run.records, run.facts.cast, run_json(run.facts)));
  EXPECT_EQ(verdict_sentence(judged.document()),
            "This run folder has no end. Read it as a log; it is not a verdict.");
  EXPECT_EQ(judged.document().verdict.exit_code, 3);
  const std::string text = markdown(judged.document());
  EXPECT_NE(text.find("## 429 storm: FAIL"), std::string::npos) << text;
}

TEST(RunFolder, IsReadBlockByBlock) {
  test::SmallRun run({"storm"}, {"tuned gateway"});
  run.healthy_around(0).ended(0);
  run.add(0, 0, record::Window::fault, 9'000, test::fell_back(1s));  // 4 MB of attempts
  const std::string folder =
      written_folder(run.records, run.facts.cast, run_json(Judged(run).document()));
  const auto back = read_run_folder(folder);
  ASSERT_TRUE(back) << back.problem;
  ASSERT_EQ(back.value->records.attempts.size(), run.records.attempts.size());
  EXPECT_EQ(back.value->records.attempts.back().ordinal, run.records.attempts.back().ordinal);
  EXPECT_EQ(back.value->records.requests.size(), run.records.requests.size());

  std::ofstream(folder + "/attempts.jsonl", std::ios::app) << "{\n";
  const auto broken = read_run_folder(folder);
  ASSERT_FALSE(broken);
  const std::string line = "line " + std::to_string(run.records.attempts.size() + 1) + ": ";
  EXPECT_NE(broken.problem.find(line), std::string::npos) << broken.problem;
}

TEST(RunFolder, MakesTheSameDocumentsAgain) {
  const Judged judged(sample_run(true));
  const Document document = judged.document();
  const Judged judged_again =
      read_and_judge(written_folder(document.records, document.facts.cast, run_json(document)));
  EXPECT_EQ(markdown(judged_again.document()), markdown(document));
  EXPECT_EQ(run_json(judged_again.document()), run_json(document));
}

}  // namespace
}  // namespace gameday::report
