#include "config/findings.hpp"

#include <algorithm>
#include <tuple>

namespace gameday::config {
namespace {

bool same(const Problem& one, const Problem& other) {
  return std::tie(one.file, one.place, one.path, one.what) ==
         std::tie(other.file, other.place, other.path, other.what);
}

}  // namespace

bool Findings::any_error() const {
  return std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.severity == Problem::Severity::error;
  });
}

void Findings::add(const Problems& more) {
  std::vector<Problem> sorted = more.list();
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& one, const Problem& other) {
    return one.place < other.place;
  });
  for (Problem& problem : sorted) {
    const auto told = [&](const Problem& earlier) { return same(earlier, problem); };
    if (std::none_of(problems.begin(), problems.end(), told)) {
      problems.push_back(std::move(problem));
    }
  }
}

}  // namespace gameday::config
