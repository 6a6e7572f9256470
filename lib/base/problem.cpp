#include "base/problem.hpp"

#include <algorithm>
#include <numeric>

namespace gameday {
namespace {

// Levenshtein's distance. Words of a config are short, so the table is small.
std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

constexpr std::size_t longest_word = 64;  // beyond it nothing was mistyped, it is another thing

}  // namespace

void Problems::error(const Place& place, std::string_view path, std::string what) {
  list_.push_back({Problem::Severity::error, file_, place, std::string(path), std::move(what)});
}

void Problems::warning(const Place& place, std::string_view path, std::string what) {
  list_.push_back({Problem::Severity::warning, file_, place, std::string(path), std::move(what)});
}

bool Problems::any_error() const {
  return std::any_of(list_.begin(), list_.end(), [](const Problem& problem) {
    return problem.severity == Problem::Severity::error;
  });
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& known) {
  if (typed.size() > longest_word) {
    return {};
  }
  std::string_view best;
  std::size_t best_distance = std::min<std::size_t>(3, typed.size());
  for (const std::string_view word : known) {
    const std::size_t distance = edit_distance(typed, word);
    if (distance < best_distance) {
      best = word;
      best_distance = distance;
    }
  }
  return best.empty() ? std::string() : "; did you mean \"" + std::string(best) + "\"?";
}

std::string to_line(const Problem& problem) {
  std::string line = problem.file;
  if (problem.place.line > 0) {
    line += ':' + std::to_string(problem.place.line) + ':' + std::to_string(problem.place.column);
  }
  line += ": ";
  if (problem.severity == Problem::Severity::warning) {
    line += "warning: ";
  }
  if (!problem.path.empty()) {
    line += problem.path + ": ";
  }
  return line + problem.what;
}

}  // namespace gameday
