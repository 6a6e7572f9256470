#include <limits>

#include <gtest/gtest.h>

#include "report/figures.hpp"
#include "report/headline.hpp"
#include "report/lines.hpp"
#include "report/problems.hpp"
#include "report/progress.hpp"
#include "report/text_diff.hpp"

namespace gameday::report {
namespace {

TEST(Figures, AreWhatAPersonSays) {
  EXPECT_EQ(duration(1500ms), "1.5 s");
  EXPECT_EQ(duration(240ms), "240 ms");
  EXPECT_EQ(duration(220s), "3 min 40 s");
  EXPECT_EQ(duration(60s), "60 s");
  EXPECT_EQ(duration(2h + 5min), "2 h 5 min");
  EXPECT_EQ(duration(1234567us), "1.23 s");
  EXPECT_EQ(duration(1234567us, 2), "1.2 s");
  EXPECT_EQ(duration(999'600us), "1 s");
  EXPECT_EQ(duration(420us), "420 µs");
  EXPECT_EQ(duration(Duration::zero()), "0 s");
  EXPECT_EQ(duration(forever), "never");
  EXPECT_EQ(count(1440), "1,440");
  EXPECT_EQ(count(999), "999");
  EXPECT_EQ(count(1'234'567), "1,234,567");
  EXPECT_EQ(clock(545s), "9:05");
}

TEST(Figures, NeverRoundToAllOrNothing) {
  EXPECT_EQ(share(0, 320), "0 %");
  EXPECT_EQ(share(320, 320), "100 %");
  EXPECT_EQ(share(319, 320), "> 99 %");
  EXPECT_EQ(share(1, 320), "< 1 %");
  EXPECT_EQ(share(315, 320, digits_in_tables), "98.4 %");
  EXPECT_EQ(share(9999, 10'000, digits_in_tables), "> 99.9 %");
  EXPECT_EQ(share(1, 0), "n/a");
  EXPECT_EQ(none_of(320), "≤ 0.9 %");
  EXPECT_EQ(none_of(20), "≤ 14 %");
}

TEST(Figures, IntervalsShareTheirUnit) {
  using Unit = verdict::Amount::Unit;
  EXPECT_EQ(interval({4.5, 5.2}, Unit::duration), "4.5 to 5.2 s");
  EXPECT_EQ(interval({0.9, 1.2}, Unit::duration), "900 ms to 1.2 s");
  EXPECT_EQ(interval({4.5, std::numeric_limits<double>::infinity()}, Unit::duration),
            "4.5 s to never");
  EXPECT_EQ(interval({0.961, 0.995}, Unit::share), "96.1 to 99.5 %");
}

TEST(Figures, APercentileMustBeCarried) {
  EXPECT_EQ(quantile(std::vector<Duration>(99, 1s), 9500), "n/a");
  EXPECT_EQ(quantile(std::vector<Duration>(100, 1s), 9500), "1 s");
  EXPECT_EQ(quantile(std::vector<Duration>(100, forever), 9500), "never");
}

TEST(Headline, CallsModelsByTheirName) {
  EXPECT_EQ(short_model("claude-haiku-4-5"), "haiku");
  EXPECT_EQ(short_model("claude-3-5-haiku-20241022"), "haiku");
  EXPECT_EQ(short_model("gpt-4o-mini"), "gpt-4o-mini");
  EXPECT_EQ(short_model("claude-3"), "claude-3");
}

TEST(Lines, CountCharactersNotBytes) {
  EXPECT_EQ(width("≤ µ"), 3U);
  EXPECT_EQ(pad_left("µ", 3), "  µ");
  EXPECT_EQ(cut("höhere Gewalt", 4), "höh…");
  EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("p95 19 s, done", 6), (std::vector<std::string>{"p95", "19 s,", "done"}));
  EXPECT_EQ(ascii("a ≤ b · c"), "a <= b - c");
}

TEST(Problems, WhatSomebodyElseWroteDoesNothingToATerminal) {
  Problems problems("mine.json");
  problems.error({1, 2, 3}, "providers.\x1b[31mred", std::string(10'000, 'x'));
  const std::string shown = problem_block(problems.list().front(), "{\x1b[31m\u202E}\n");
  EXPECT_EQ(shown.find('\x1b'), shown.npos) << shown;
  EXPECT_EQ(shown.find("\u202E"), shown.npos) << shown;
  EXPECT_NE(shown.find("providers. [31mred: xxx"), shown.npos) << shown;
  EXPECT_LT(shown.size(), 2'200U);
}

TEST(Problems, ShowTheLineAndTheWayOut) {
  Problems problems("scenarios/mine.yaml");
  problems.error({2, 3, 3}, "load.rat", "unknown key; did you mean \"rate\"?");
  problems.error({3, 10, 2}, "timing.fault", "40 has no unit; write 40s, 500ms or 5m");
  problems.error({9, 1, 1}, "", "a place that the file does not have");
  std::string shown;
  for (const Problem& problem : problems.list()) {
    shown += problem_block(problem, "load:\n  rat: 8/s\n  fault: 40\r\n");
  }
  EXPECT_EQ(shown,
            "scenarios/mine.yaml:2:3: load.rat: unknown key; did you mean \"rate\"?\n"
            "    2 |   rat: 8/s\n"
            "      |   ^^^\n"
            "scenarios/mine.yaml:3:10: timing.fault: 40 has no unit; write 40s, 500ms or 5m\n"
            "    3 |   fault: 40\n"
            "      |          ^^\n"
            "scenarios/mine.yaml:9:1: a place that the file does not have\n");
  EXPECT_EQ(problem_tally(3), "3 problems; nothing was started");
  EXPECT_EQ(problem_tally(1), "1 problem; nothing was started");
}

TEST(TextDiff, ShowsOnlyWhatDiffers) {
  EXPECT_EQ(differing_lines("a\nb\nc\n", "a\nc\nd\n"), "- b\n+ d\n");
  EXPECT_EQ(differing_lines("a\n", "a"), "");
  EXPECT_EQ(differing_lines("", "x"), "+ x\n");
}

Progress storm() {
  Progress progress;
  progress.title = "Build summaries survive an OpenAI wobble";
  progress.seed = 7;
  progress.plan_hash = "9f3c21aa00000000";
  progress.experiments = 3;
  progress.name = "429 storm";
  progress.window = record::Window::fault;
  progress.elapsed = 24s;
  progress.length = 40s;
  progress.to_go = 171s;
  std::vector<Duration> slow(4, 500ms);
  slow.insert(slow.end(), 16, 17s);
  progress.arms = {{"without fallback",
                    192,
                    0,
                    {{"429", 192}},
                    0,
                    std::nullopt,
                    std::vector<Duration>(20, forever)},
                   {"untuned gateway", 192, 61, {}, 131, 17200ms, slow},
                   {"tuned gateway", 1192, 1189, {}, 3, 1480ms, std::vector<Duration>(20, 300ms)}};
  return progress;
}

TEST(Progress, IsDrawnInFiveLines) {
  const std::vector<std::string> expected = {
      "Build summaries survive an OpenAI wobble · seed 7 · plan 9f3c21aa · MOCK PROVIDERS",
      "1 of 3  429 storm  fault ▕███████████████▌          ▏ 0:24 of 0:40   2 min 51 s to go · "
      "Ctrl-C stops",
      "  without fallback     192 sent      0 ok   192 failed (429)          p95 –       "
      "██████████████████",
      "  untuned gateway      192 sent     61 ok     0 failed   131 waiting  p95 17.2 s  "
      "▂▂████████████████",
      "  tuned gateway      1,192 sent  1,189 ok     0 failed     3 waiting  p95 1.48 s  "
      "▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁"};
  EXPECT_EQ(progress_lines(storm(), {}), expected);
  for (const std::string& line : progress_lines(storm(), {60, false, false})) {
    EXPECT_LE(line.size(), 60U);
  }
}

TEST(Progress, IsAPlainLineElsewhere) {
  EXPECT_EQ(sign_of_life(storm()),
            "1 of 3 429 storm, fault 0:24 of 0:40: without fallback 192 sent, 0 ok, 192 failed; "
            "untuned gateway 192 sent, 61 ok, 0 failed; tuned gateway 1,192 sent, 1,189 ok, 0 "
            "failed");
  verdict::RunFacts facts;
  facts.cast = {{"429 storm"}, {"tuned gateway"}, {"openai"}};
  record::Event event;
  event.kind = record::Event::Kind::fault_off;
  event.at = run_start + 45s;
  event.provider = 0;
  event.text = "rate-limited";
  EXPECT_EQ(event_line(event, facts), "0:45 429 storm: fault off, openai: rate-limited");
  event.kind = record::Event::Kind::fault_audit;
  EXPECT_EQ(event_line(event, facts), "");
}

}  // namespace
}  // namespace gameday::report
