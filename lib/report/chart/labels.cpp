#include "report/chart/labels.hpp"

#include <algorithm>
#include <numeric>

namespace gameday::report::chart {
namespace {

// Labels that touch and move as one.
struct Group {
  double wanted = 0;  // sum of where its labels would make it begin
  double begin = 0;
  std::size_t count = 0;
};

double begin_of(const Group& group, double gap, double low, double high) {
  const double mean = group.wanted / static_cast<double>(group.count);
  const double last = high - gap * static_cast<double>(group.count - 1);
  return std::max(low, std::min(mean, last));
}

}  // namespace

std::vector<double> pushed_apart(const std::vector<double>& wanted, double gap, double low,
                                 double high) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t at) { return wanted[at]; });
  if (wanted.size() > 1) {
    gap = std::min(gap, (high - low) / static_cast<double>(wanted.size() - 1));
  }
  std::vector<Group> groups;
  for (const std::size_t at : order) {
    groups.push_back({wanted[at], 0, 1});
    groups.back().begin = begin_of(groups.back(), gap, low, high);
    // A group that reaches into the one before becomes part of it.
    while (groups.size() > 1) {
      Group& before = groups[groups.size() - 2];
      const Group& here = groups.back();
      const double reach = gap * static_cast<double>(before.count);
      if (before.begin + reach <= here.begin) {
        break;
      }
      before.wanted += here.wanted - reach * static_cast<double>(here.count);
      before.count += here.count;
      groups.pop_back();
      groups.back().begin = begin_of(groups.back(), gap, low, high);
    }
  }
  std::vector<double> places(wanted.size());
  std::size_t next = 0;
  for (const Group& group : groups) {
    for (std::size_t at = 0; at < group.count; ++at) {
      places[order[next++]] = group.begin + gap * static_cast<double>(at);
    }
  }
  return places;
}

}  // namespace gameday::report::chart
