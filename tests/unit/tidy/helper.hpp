#pragma once
// Runs one rule over a snippet and gives back `line rule` of each finding, notes left out.

#include <string>
#include <vector>

#include "tidy/rules.hpp"

namespace gameday::tidy {

using Said = std::vector<std::string>;

inline Said said(const Findings& findings) {
  Said lines;
  for (const auto& finding : findings) {
    if (!finding.note) {
      lines.push_back(std::to_string(finding.line) + " " + finding.rule);
    }
  }
  return lines;
}

inline Source source_at(std::string path, std::string text) {
  return make_source(std::move(path), std::move(text));
}

}  // namespace gameday::tidy
