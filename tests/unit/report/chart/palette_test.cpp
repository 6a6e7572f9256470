#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "report/chart/arms.hpp"
#include "report/chart/colours.hpp"
#include "report/chart/figures.hpp"
#include "report/chart/textures.hpp"

namespace gameday::report::chart {
namespace {

const Colour& colour(std::string_view name) {
  const auto found = std::ranges::find_if(
      colours(), [&](const Colour& one) { return std::string_view(one.name) == name; });
  EXPECT_NE(found, colours().end()) << name;
  return *found;
}

// WCAG 2.2: relative luminance and contrast ratio.
double luminance(std::uint32_t rgb) {
  const auto part = [&](unsigned shift) {
    const double value = static_cast<double>(rgb >> shift & 0xFFU) / 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
}

double contrast(std::uint32_t one, std::uint32_t other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

void expect_contrast(std::string_view front, std::string_view ground, double least) {
  const Colour& one = colour(front);
  const Colour& other = colour(ground);
  EXPECT_GE(contrast(one.light, other.light), least) << front << " on " << ground << ", light";
  EXPECT_GE(contrast(one.dark, other.dark), least) << front << " on " << ground << ", dark";
}

TEST(Palette, TheContrastOfBlackOnWhiteIs21) {
  EXPECT_NEAR(contrast(0x000000, 0xFFFFFF), 21, 1e-9);
}

TEST(Palette, TextStandsOutOnEveryTint) {
  for (const char* ground : {"bg", "panel", "fail-row", "doubt-row", "window", "never"}) {
    for (const char* text : {"ink", "muted", "pass", "fail", "doubt", "stopped"}) {
      expect_contrast(text, ground, 4.5);
    }
    for (std::size_t at = 0; at < arm_style_count; ++at) {
      expect_contrast(arm_style(at).css, ground, 4.5);
    }
  }
}

TEST(Palette, MarksStandOutOnThePageAndInTheWindow) {
  for (const char* ground : {"bg", "window"}) {
    for (std::size_t at = 0; at < fill_count; ++at) {
      expect_contrast(mark_colour(fill_at(at)), ground, 3);
    }
    expect_contrast("window-edge", ground, 3);
  }
}

TEST(Palette, EveryVariableThatIsUsedIsThere) {
  const std::string all = palette() + pattern_definitions();
  std::size_t at = 0;
  std::set<std::string> used;
  while ((at = all.find("var(--", at)) != all.npos) {
    at += 6;
    used.insert(all.substr(at, all.find(')', at) - at));
  }
  EXPECT_GT(used.size(), 30U);
  for (const std::string& name : used) {
    colour(name);
  }
}

TEST(Palette, EveryTextureThatIsUsedIsThere) {
  const std::string patterns = pattern_definitions();
  const std::string css = palette();
  std::size_t at = 0;
  while ((at = css.find("url(#", at)) != css.npos) {
    at += 5;
    const std::string name = css.substr(at, css.find(')', at) - at);
    EXPECT_NE(patterns.find("id=\"" + name + '"'), patterns.npos) << name;
  }
}

TEST(Palette, IsDarkOnScreenOnly) {
  const std::string css = palette();
  const std::size_t dark = css.find("@media screen and (prefers-color-scheme:dark)");
  ASSERT_NE(dark, css.npos);
  EXPECT_LT(css.find("--bg:#ffffff"), dark);
  EXPECT_GT(css.find("--bg:#12171d"), dark);
  EXPECT_EQ(css.find("://"), css.npos) << "nothing is fetched";
}

std::vector<std::string> styles(const verdict::RunFacts& facts, std::size_t part = 0) {
  std::vector<std::string> out;
  for (const Arm& arm : arms_of(facts, part)) {
    out.emplace_back(arm.style.css);
  }
  return out;
}

TEST(Arms, KeepTheirColours) {
  verdict::RunFacts facts;
  facts.hypothesis = "With the tuned gateway nothing fails.";
  facts.arms.resize(4);
  const std::vector<std::pair<std::string, std::string>> arms = {{"tuned gateway", "gateway"},
                                                                 {"untuned gateway", "gateway"},
                                                                 {"without", "direct"},
                                                                 {"bifrost", "url"}};
  for (std::size_t at = 0; at < arms.size(); ++at) {
    facts.arms[at].name = arms[at].first;
    facts.arms[at].kind = arms[at].second;
  }
  EXPECT_EQ(styles(facts), (std::vector<std::string>{"arm-main", "arm-1", "arm-direct", "arm-2"}));
}

TEST(Arms, AreSixAFigureAllOfDifferentColours) {
  verdict::RunFacts facts;
  facts.arms.resize(14);
  for (std::size_t part = 0; part < 2; ++part) {
    const std::vector<std::string> six = styles(facts, part);
    EXPECT_EQ(std::set<std::string>(six.begin(), six.end()).size(), 6U);
  }
  EXPECT_EQ(styles(facts, 2), (std::vector<std::string>{"arm-1", "arm-main"}));
  EXPECT_TRUE(styles(facts, 3).empty());
}

}  // namespace
}  // namespace gameday::report::chart
