#pragma once
// All that one reading found wrong, over every file it touched, and those files' texts, so that a
// terminal can show the lines with carets below them.

#include <map>
#include <string>
#include <vector>

#include "base/problem.hpp"

namespace gameday::config {

struct Findings {
  std::vector<Problem> problems;             // file by file, each in the order of its lines
  std::map<std::string, std::string> texts;  // by the name that problems use for the file

  bool any_error() const;
  /// Takes over one file's problems, sorted by place; those already here are not told twice.
  void add(const Problems& more);
};

}  // namespace gameday::config
