#pragma once
// What a rule found, in the words the reader needs: where, which rule, what, and the way out.

#include <cstddef>
#include <string>
#include <vector>

namespace gameday::tidy {

struct Finding {
  std::string path;      // from the repository's root
  std::size_t line = 1;  // 1-based
  std::string rule;
  std::string what;
  std::string way_out;
  bool note = false;  // notes are shown with --notes and fail nothing
};

using Findings = std::vector<Finding>;

inline std::string to_line(const Finding& finding) {
  return finding.path + ":" + std::to_string(finding.line) + ": " + finding.rule + ": " +
         finding.what + "; " + finding.way_out;
}

}  // namespace gameday::tidy
