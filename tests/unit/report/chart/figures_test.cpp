#include "report/chart/figures.hpp"

#include <gtest/gtest.h>

#include "report/chart/letters.hpp"
#include "support/xml_check.hpp"
#include "unit/report/golden.hpp"
#include "unit/report/sample.hpp"

namespace gameday::report::chart {
namespace {

using record::Outcome;
using record::Window;
using test::failed_with;
using test::Fate;
using test::Judged;
using test::SmallRun;
using test::xml_fault;

constexpr std::array widths = {Width::narrow, Width::half, Width::wide};
constexpr std::size_t most_bytes = 150'000;

using Draw = Figure (*)(const Samples&, std::size_t, Drawing);
struct Kind {
  const char* name;
  Draw draw;
};
constexpr std::array kinds = {Kind{"over_time", over_time}, Kind{"spectrum", spectrum},
                              Kind{"who_answered", who_answered}, Kind{"attempts", attempts},
                              Kind{"waterfall", waterfall}};

// Every figure in every width and use: well-formed, not too big, told in words.
void expect_sound(const Samples& samples, std::size_t experiment) {
  for (const Kind& kind : kinds) {
    const bool any = !samples.document().records.requests.empty();
    for (const Width width : widths) {
      for (const Use use : {Use::page, Use::file}) {
        for (std::size_t part = 0; part < parts(samples); ++part) {
          if (kind.draw == waterfall && !any) {
            continue;
          }
          const Figure figure = kind.draw(samples, experiment, {width, use, part});
          EXPECT_EQ(xml_fault(figure.svg), "") << kind.name;
          EXPECT_LT(figure.svg.size(), most_bytes) << kind.name;
          EXPECT_NE(figure.svg.find("role=\"img\""), figure.svg.npos) << kind.name;
          EXPECT_NE(figure.svg.find("<desc"), figure.svg.npos) << kind.name;
          EXPECT_FALSE(figure.title.empty()) << kind.name;
          EXPECT_EQ(figure.svg.find("NaN"), figure.svg.npos) << kind.name;
        }
      }
    }
  }
}

bool has(const Figure& figure, std::string_view words) {
  return figure.svg.find(words) != std::string::npos;
}

TEST(Figures, AreAsTheyWereFoundGood) {
  const Judged judged(test::sample_run(true));
  const Samples samples(judged.document());
  for (const Kind& kind : kinds) {
    for (const Width width : {Width::narrow, Width::wide}) {
      const bool half = width == Width::wide && (kind.draw == spectrum || kind.draw == attempts);
      const std::size_t which = kind.draw == waterfall ? 700 : 0;
      const Figure figure = kind.draw(samples, which, {half ? Width::half : width, Use::file});
      test::expect_golden(
          std::string(kind.name) + (width == Width::narrow ? "-narrow" : "") + ".svg", figure.svg);
    }
  }
}

TEST(Figures, AreTheSameBytesTwice) {
  const Judged judged(test::sample_run(false));
  const Samples one(judged.document());
  const Samples two(judged.document());
  for (const Kind& kind : kinds) {
    EXPECT_EQ(kind.draw(one, 1, {}).svg, kind.draw(two, 1, {}).svg) << kind.name;
  }
}

TEST(Figures, SaySoWhenThereIsNothing) {
  SmallRun run({"never began", "nothing came", "no time"}, {"a", "tuned gateway"});
  run.facts.experiments[0].started.reset();
  run.facts.experiments[2].baseline = run.facts.experiments[2].fault =
      run.facts.experiments[2].recovery = 0s;
  const Judged judged(run);
  const Samples samples(judged.document());
  for (const Kind& kind : kinds) {
    if (kind.draw != waterfall) {
      EXPECT_TRUE(has(kind.draw(samples, 0, {}), "No data: the experiment never began."));
      EXPECT_TRUE(has(kind.draw(samples, 1, {}), "No data: no request was recorded."));
      EXPECT_TRUE(has(kind.draw(samples, 2, {}), "No data: its windows have no length."));
    }
  }
  expect_sound(samples, 0);
}

TEST(Figures, OfOneRequestAreADot) {
  SmallRun run({"429 storm"}, {"without fallback", "tuned gateway"});
  run.add(0, 1, Window::fault, 1, Fate{}).ended(0);
  const Judged judged(run);
  const Samples samples(judged.document());
  expect_sound(samples, 0);
  const Figure time = over_time(samples, 0, {});
  EXPECT_TRUE(has(time, "n = 1")) << time.svg;
  EXPECT_TRUE(has(time, "<circle"));
  EXPECT_FALSE(has(time, "class=\"thick l-arm-main\" d=\"M52"));
  EXPECT_TRUE(has(spectrum(samples, 0, {}), "n = 1"));
  EXPECT_TRUE(has(spectrum(samples, 0, {}), "<circle"));
}

TEST(Figures, HaveLinesFromTwentyRequestsOn) {
  for (const int n : {19, 20}) {
    SmallRun run({"429 storm"}, {"tuned gateway"});
    run.add(0, 0, Window::fault, n, Fate{}).ended(0);
    const Judged judged(run);
    const Samples samples(judged.document());
    EXPECT_EQ(has(over_time(samples, 0, {}), "<circle"), n < 20);
    EXPECT_EQ(has(spectrum(samples, 0, {}), "<circle"), n < 20);
  }
}

TEST(Figures, AreInPartsOfSixArms) {
  std::vector<std::string> names;
  for (int at = 1; at <= 7; ++at) {
    names.push_back("gateway number " + std::to_string(at));
  }
  SmallRun run({"429 storm"}, names);
  run.healthy_around(0);
  for (std::uint16_t arm = 0; arm < 7; ++arm) {
    run.add(0, arm, Window::fault, 100, arm % 2 == 0 ? failed_with(503) : Fate{});
  }
  run.ended(0);
  const Judged judged(run);
  const Samples samples(judged.document());
  ASSERT_EQ(parts(samples), 2U);
  expect_sound(samples, 0);
  EXPECT_TRUE(has(over_time(samples, 0, {}), "gateway number 6"));
  EXPECT_FALSE(has(over_time(samples, 0, {}), "gateway number 7"));
  EXPECT_TRUE(has(over_time(samples, 0, {Width::wide, Use::page, 1}), "gateway number 7"));
}

TEST(Figures, MakeHostileNamesInert) {
  const std::string hostile = "<script>]]>&\"'\x1B[31m\u202E" + std::string(10'000, 'x');
  SmallRun run({hostile}, {hostile, "\u05E9\u05DC\u05D5\u05DD " + std::string(10'000, 'W')});
  run.facts.cast.providers = {hostile, "anthropic"};
  run.facts.experiments[0].injections[0].words = hostile;
  run.healthy_around(0).add(0, 0, Window::fault, 40, failed_with(429));
  run.add(0, 1, Window::fault, 40, Fate{}).ended(0);
  for (auto& attempt : run.records.attempts) {
    attempt.key = hostile;
  }
  const Judged judged(run);
  const Samples samples(judged.document());
  expect_sound(samples, 0);
  for (const Kind& kind : kinds) {
    const Figure figure = kind.draw(samples, 0, {});
    EXPECT_FALSE(has(figure, "<script")) << kind.name;
    EXPECT_FALSE(has(figure, "\x1B")) << kind.name;
    EXPECT_FALSE(has(figure, "\u202E")) << kind.name;
    EXPECT_LT(figure.svg.size(), 60'000U) << kind.name;
  }
}

TEST(Figures, ShowEveryOutcome) {
  SmallRun run({"all of them"}, {"tuned gateway"});
  for (std::size_t at = 0; at < record::outcome_count; ++at) {
    Fate fate;
    fate.outcome = static_cast<Outcome>(at);
    run.add(0, 0, Window::fault, 10, fate);
  }
  run.ended(0);
  const Judged judged(run);
  const Samples samples(judged.document());
  expect_sound(samples, 0);
  const Figure time = over_time(samples, 0, {});
  for (std::size_t at = 0; at < fill_count; ++at) {
    const Fill fill = fill_at(at);
    if (fill != Fill::degraded && fill != Fill::late) {
      EXPECT_TRUE(has(time, std::string("\"f-") + css_name(fill) + '"')) << css_name(fill);
    }
  }
  EXPECT_TRUE(has(time, "and 10 more kinds"));
}

}  // namespace
}  // namespace gameday::report::chart
