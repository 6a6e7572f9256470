#pragma once
// What is wrong with somebody's input, where, and the way out. Problems are collected, not thrown:
// a reader sees all of them at once.

#include <string>
#include <string_view>
#include <vector>

#include "base/place.hpp"

namespace gameday {

struct Problem {
  enum class Severity { error, warning };
  Severity severity = Severity::error;
  std::string file;
  Place place;
  std::string path;  // `timing.fault`, `experiments[2].inject[0].share`; may be empty
  std::string what;  // a sentence with the way out: `40 has no unit; write 40s, 500ms or 5m`
};

/// All problems of one input file, in the order found.
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  void error(const Place& place, std::string_view path, std::string what);
  void warning(const Place& place, std::string_view path, std::string what);

  bool any_error() const;
  const std::vector<Problem>& list() const { return list_; }
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<Problem> list_;
};

/// `; did you mean "rate"?` when one of `known` is close to `typed` (edit distance <= 2), else "".
std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& known);

/// `file:14:3: load.rat: unknown key; did you mean "rate"?`
std::string to_line(const Problem& problem);

}  // namespace gameday
