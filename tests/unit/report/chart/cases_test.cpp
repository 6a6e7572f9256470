// What a figure must tell beside its shape: gaps, ceilings, limits, and a million requests.

#include <gtest/gtest.h>

#include "report/chart/figures.hpp"
#include "report/chart/letters.hpp"
#include "support/xml_check.hpp"
#include "unit/report/sample.hpp"

namespace gameday::report::chart {
namespace {

using record::Event;
using record::Outcome;
using record::Window;
using test::failed_with;
using test::Fate;
using test::fell_back;
using test::Judged;
using test::SmallRun;

bool has(const Figure& figure, std::string_view words) {
  return figure.svg.find(words) != std::string::npos;
}

Event stop_at(Duration at) {
  Event event;
  event.kind = Event::Kind::aborted;
  event.at = run_start + at;
  return event;
}

TEST(OverTime, HatchesWhatWasNeverSent) {
  SmallRun run({"tar pit"}, {"tuned gateway"});
  run.add(0, 0, Window::baseline, 40, Fate{}).add(0, 0, Window::fault, 208, Fate{});
  run.records.events.push_back(stop_at(31s));
  run.ended(0);
  run.facts.end = verdict::RunEnd::aborted;
  const Judged judged(run);
  const Samples samples(judged.document());
  EXPECT_EQ(samples.end_of_data(0), std::optional<Duration>(26s));
  const Figure figure = over_time(samples, 0, {});
  EXPECT_TRUE(has(figure, "no data after +26 s"));
  EXPECT_TRUE(has(figure, "class=\"gap\""));
  EXPECT_NE(figure.caption.find("Hatched"), std::string::npos);
}

TEST(OverTime, EndsWhereTheFolderOfACrashEnds) {
  SmallRun run({"tar pit"}, {"tuned gateway"});
  run.add(0, 0, Window::baseline, 40, Fate{}).add(0, 0, Window::fault, 80, Fate{});
  run.facts.end = verdict::RunEnd::incomplete;
  const Judged judged(run);
  const Samples samples(judged.document());
  ASSERT_TRUE(samples.end_of_data(0));
  EXPECT_GT(*samples.end_of_data(0), 9s);
  EXPECT_LT(*samples.end_of_data(0), 12s);
  EXPECT_TRUE(has(over_time(samples, 0, {}), "no data after"));
}

TEST(OverTime, OfAWholeExperimentHasNoGap) {
  SmallRun run({"tar pit"}, {"tuned gateway"});
  run.healthy_around(0).add(0, 0, Window::fault, 320, Fate{}).ended(0);
  const Judged judged(run);
  const Samples samples(judged.document());
  EXPECT_FALSE(samples.end_of_data(0));
  EXPECT_FALSE(has(over_time(samples, 0, {}), "class=\"gap\""));
}

TEST(OverTime, HasABarForEachInjection) {
  SmallRun run({"two faults"}, {"tuned gateway"});
  run.facts.experiments[0].injections = {{"a", {0}, "429, all attempts", 0s, 40s},
                                         {"b", {0, 1}, "503, half of them", 10s, 20s}};
  run.healthy_around(0).add(0, 0, Window::fault, 320, Fate{}).ended(0);
  const Judged judged(run);
  const Samples samples(judged.document());
  const Figure figure = over_time(samples, 0, {});
  EXPECT_TRUE(has(figure, "fault on, 40 s: openai: 429, all attempts"));
  EXPECT_TRUE(has(figure, "+10 s, for 20 s: openai, anthropic: 503, half of them"));
  run.facts.experiments[0].injections.clear();
  const Judged bare(run);
  EXPECT_TRUE(has(over_time(Samples(bare.document()), 0, {}), "40 s: nothing injected"));
}

TEST(OverTime, LeavesAGapWhereAPercentileIsNever) {
  SmallRun run({"429 storm"}, {"tuned gateway"});
  run.healthy_around(0).add(0, 0, Window::fault, 320, failed_with(429)).ended(0);
  const Judged judged(run);
  const Figure figure = over_time(Samples(judged.document()), 0, {});
  EXPECT_TRUE(has(figure, ">never<"));
  EXPECT_TRUE(has(figure, "p50 never, p95 never"));
  // The line of each percentile: up to the fault, and again after it.
  const std::size_t line = figure.svg.find("class=\"thick l-arm-main\" d=\"");
  ASSERT_NE(line, std::string::npos);
  const std::string path =
      figure.svg.substr(line + 28, figure.svg.find('"', line + 28) - line - 28);
  EXPECT_EQ(std::ranges::count(path, 'M'), 2) << path;
}

TEST(OverTime, CallsAnswersLateOnlyUnderALimit) {
  SmallRun run({"tar pit"}, {"tuned gateway"});
  run.healthy_around(0).add(0, 0, Window::fault, 300, Fate{});
  run.add(0, 0, Window::fault, 20, fell_back(6s)).ended(0);
  const Judged judged(run);
  const Figure figure = over_time(Samples(judged.document()), 0, {});
  EXPECT_TRUE(has(figure, ">20 late<") && has(figure, "limit 5 s"));
  run.facts.slo_answer.reset();
  const Judged free(run);
  const Figure without = over_time(Samples(free.document()), 0, {});
  EXPECT_TRUE(has(without, ">20 degraded<"));
  EXPECT_FALSE(has(without, "late") || has(without, "limit"));
}

TEST(Attempts, DrawTheCeilingThatAChecksDeclares) {
  struct Case {
    const char* check;
    const char* shown;
  };
  for (const Case& of : {Case{"attempts.max <= 3", ">ceiling 3<"},
                         {"attempts.max < 3", ">ceiling 2<"},
                         {"attempts.max == 4", ">ceiling 4<"},
                         {"attempts.max >= 3", ""},
                         {"attempts.mean <= 3", ""}}) {
    SmallRun run({"429 storm"}, {"tuned gateway"});
    run.promise(0, 0, of.check).healthy_around(0);
    run.add(0, 0, Window::fault, 30, fell_back(1s)).ended(0);
    const Judged judged(run);
    const Figure figure = attempts(Samples(judged.document()), 0, {Width::half});
    EXPECT_EQ(has(figure, ">ceiling"), *of.shown != 0) << of.check;
    EXPECT_TRUE(has(figure, of.shown)) << of.check;
  }
}

TEST(Attempts, BeyondTheCeilingAreMarked) {
  SmallRun run({"429 storm"}, {"tuned gateway"});
  run.promise(0, 0, "attempts.max <= 1").add(0, 0, Window::fault, 30, fell_back(1s)).ended(0);
  const Judged judged(run);
  EXPECT_TRUE(has(attempts(Samples(judged.document()), 0, {Width::half}), "class=\"over\""));
}

TEST(Attempts, ByTheHundredFit) {
  SmallRun run({"retry storm"}, {"tuned gateway"});
  Fate stormy;
  stormy.tries.assign(300, test::Try{0, 1ms, 2ms, 503, "x"});
  run.add(0, 0, Window::fault, 20, stormy).ended(0);
  Fate unseen = failed_with(503);
  unseen.tries.clear();
  run.add(0, 0, Window::fault, 20, unseen);
  const Judged judged(run);
  const Samples samples(judged.document());
  const Figure figure = attempts(samples, 0, {Width::narrow});
  EXPECT_TRUE(has(figure, ">0<")) << "none is a number of attempts too";
  EXPECT_TRUE(has(figure, "+<")) << "the last column holds the rest";
  const Figure fall = waterfall(samples, 0, {});
  EXPECT_EQ(fall.caption, "276 more attempts are not drawn.");
  EXPECT_LT(fall.svg.size(), 150'000U);
}

TEST(WhoAnswered, TellsKeysApartAndNamesNobodyLast) {
  SmallRun run({"429 storm"}, {"tuned gateway"});
  run.add(0, 0, Window::fault, 160, Fate{}).add(0, 0, Window::fault, 80, fell_back(1s));
  run.add(0, 0, Window::fault, 80, failed_with(429)).ended(0);
  for (std::size_t at = 0; at < run.records.attempts.size(); ++at) {
    run.records.attempts[at].key = at < 80 ? "a#1234" : "b#5678";
  }
  const Judged judged(run);
  const Figure figure = who_answered(Samples(judged.document()), 0, {});
  EXPECT_TRUE(has(figure, ">openai/a 25 %<") && has(figure, ">openai/b 25 %<"));
  EXPECT_TRUE(has(figure, ">anthropic/b 25 %<"));
  EXPECT_GT(figure.svg.find(">nobody 25 %<"), figure.svg.find(">anthropic/b 25 %<"));
  EXPECT_TRUE(has(figure, "class=\"key-2\"") && has(figure, "class=\"f-http-429\""));
  EXPECT_FALSE(has(figure, "1234"));
}

TEST(WhoAnswered, NeverRoundsToAllOrNone) {
  SmallRun run({"429 storm"}, {"tuned gateway"});
  run.add(0, 0, Window::fault, 999, Fate{}).add(0, 0, Window::fault, 1, failed_with(429)).ended(0);
  const Judged judged(run);
  const Figure figure = who_answered(Samples(judged.document()), 0, {});
  EXPECT_TRUE(has(figure, "openai/a &gt; 99 %") && has(figure, "nobody &lt; 1 %"));
}

TEST(Waterfall, OfARequestThatNobodySaw) {
  SmallRun run({"429 storm"}, {"tuned gateway"});
  Fate unseen = failed_with(503);
  unseen.tries.clear();
  run.add(0, 0, Window::fault, 1, unseen).ended(0);
  const Judged judged(run);
  EXPECT_TRUE(has(waterfall(Samples(judged.document()), 0, {}), "no attempt was seen"));
}

TEST(Waterfall, ShowsWaitsBarsAndTheLimit) {
  SmallRun run({"429 storm"}, {"untuned gateway"});
  Fate waited = fell_back(19s);
  waited.tries[0].took = 20ms;
  waited.tries[1].at = 17s;
  waited.tries[1].took = 1999ms;
  run.add(0, 0, Window::fault, 1, waited).ended(0);
  const Judged judged(run);
  const Figure figure = waterfall(Samples(judged.document()), 0, {});
  EXPECT_TRUE(has(figure, ">wait 17 s<") && has(figure, "class=\"limit\""));
  EXPECT_TRUE(has(figure, "class=\"f-http-429\"") && has(figure, "class=\"f-degraded\""));
  EXPECT_TRUE(has(figure, "width=\"2.5\"")) << "a short attempt can still be seen";
}

// A million requests in ten minutes, a third of them failed: the figures hold no mark for each.
TEST(Figures, OfAMillionRequestsStaySmall) {
  SmallRun run({"429 storm"}, {"without fallback", "untuned gateway", "tuned gateway"});
  verdict::ExperimentFacts& facts = run.facts.experiments[0];
  facts.baseline = 60s;
  facts.fault = 480s;
  facts.recovery = 60s;
  constexpr std::uint32_t requests = 1'000'000;
  run.records.requests.reserve(requests);
  const Duration step = Duration(600s) / (requests / 3);
  for (std::uint32_t at = 0; at < requests; ++at) {
    record::RequestRecord request;
    request.arm = static_cast<std::uint16_t>(at % 3);
    request.ordinal = at / 3;
    const Duration due = step * (at / 3);
    request.window = due < 60s ? Window::baseline : due < 540s ? Window::fault : Window::recovery;
    request.intended = run_start + due;
    request.ended = request.intended + 1ms * (1 + at * 7919 % 20'000);
    const bool failed = request.window == Window::fault && (request.arm == 0 || at % 7 == 0);
    request.outcome = failed ? Outcome::http_429 : Outcome::ok;
    request.status = failed ? 429 : 200;
    run.records.requests.push_back(request);
  }
  run.ended(0);
  const Judged judged(std::move(run));
  const Samples samples(judged.document());
  for (const Width width : {Width::narrow, Width::wide}) {
    for (const auto& figure : {over_time(samples, 0, {width}), spectrum(samples, 0, {width}),
                               who_answered(samples, 0, {width}), attempts(samples, 0, {width})}) {
      EXPECT_LT(figure.svg.size(), 150'000U) << figure.title;
      EXPECT_EQ(test::xml_fault(figure.svg), "") << figure.title;
    }
  }
  const Figure time = over_time(samples, 0, {});
  EXPECT_TRUE(has(time, "fill-opacity")) << "ticks have become density";
}

TEST(Letters, FitByTheWidestFont) {
  EXPECT_NEAR(text_width("ii"), 2 * 0.277 * 12, 1e-9);
  EXPECT_GT(text_width("WW", true), text_width("WW"));
  EXPECT_NEAR(text_width("\u4E16"), 12, 1e-9);
  EXPECT_EQ(fitted("short", 100), "short");
  const std::string cut = fitted("a rather long sentence", 60);
  EXPECT_TRUE(cut.ends_with("…"));
  EXPECT_LE(text_width(cut), 60);
  EXPECT_EQ(fitted("wide", 10), "");
  EXPECT_EQ(short_name("exactly 18 letters"), "exactly 18 letters");
  EXPECT_EQ(short_name("more than 18 letters"), "more than 18 lett…");
}

}  // namespace
}  // namespace gameday::report::chart
