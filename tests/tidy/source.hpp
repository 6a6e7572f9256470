#pragma once
// One C++ file as the rules see it: its text, and views of the same length in which comments and
// literals (or everything but comments) are blank, so that offsets and lines agree.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::tidy {

struct Source {
  std::string path;  // from the repository's root, with slashes
  std::string text;
  std::string code;      // comments, strings and characters are blank
  std::string comments;  // all but comments is blank
  std::vector<std::size_t> line_starts;
  std::vector<bool> raw_lines;  // touched by a raw string, which cannot be broken

  std::size_t line_of(std::size_t offset) const;  // 1-based
  std::string_view line(std::size_t number) const;
  bool is_header() const { return path.ends_with(".hpp"); }
};

Source make_source(std::string path, std::string text);

struct Include {
  std::string name;
  std::size_t line = 1;
  bool quoted = false;
};

std::vector<Include> includes_of(const Source& source);

}  // namespace gameday::tidy
