#include "report/chart/arms.hpp"

#include <algorithm>
#include <array>

#include "report/chart/figures.hpp"
#include "report/chart/letters.hpp"
#include "report/words.hpp"

namespace gameday::report::chart {
namespace {

enum Style : std::size_t { main_style, direct_style, first_other };

constexpr std::array<ArmStyle, arm_style_count> styles = {{
    {"arm-main", ""},
    {"arm-direct", "1.5 4.5"},
    {"arm-1", "9 4"},
    {"arm-2", "9 3 2 3"},
    {"arm-3", "14 4"},
    {"arm-4", "4 3"},
}};

}  // namespace

std::size_t parts(const Samples& samples) {
  const std::size_t arms = samples.document().facts.arms.size();
  return std::max<std::size_t>(1, (arms + arms_most - 1) / arms_most);
}

const ArmStyle& arm_style(std::size_t index) {
  return styles.at(index);
}

std::vector<Arm> arms_of(const verdict::RunFacts& facts, std::size_t part) {
  const std::size_t first = std::min(part * arms_most, facts.arms.size());
  const std::size_t last = std::min(first + arms_most, facts.arms.size());
  constexpr std::size_t none = arm_style_count;
  std::vector<std::size_t> given(last - first, none);
  std::array<bool, arm_style_count> used{};
  const auto give = [&](std::size_t arm, std::size_t style) {
    given[arm - first] = style;
    used.at(style) = true;
  };
  const std::size_t main = main_arm(facts);
  if (main >= first && main < last) {
    give(main, main_style);
  }
  for (std::size_t at = first; at < last && !used[direct_style]; ++at) {
    if (at != main && facts.arms[at].kind == "direct") {
      give(at, direct_style);
    }
  }
  for (std::size_t at = first; at < last; ++at) {
    // The others in order; the first two colours only when those run out.
    for (std::size_t step = 0; step < arm_style_count && given[at - first] == none; ++step) {
      const std::size_t style = (first_other + step) % arm_style_count;
      if (!used.at(style)) {
        give(at, style);
      }
    }
  }
  std::vector<Arm> arms;
  for (std::size_t at = first; at < last; ++at) {
    const std::string& name = facts.arms[at].name;
    arms.push_back({at, styles.at(given[at - first]), short_name(name), full_name(name)});
  }
  return arms;
}

}  // namespace gameday::report::chart
