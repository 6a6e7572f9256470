#include "formats.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "report/ci/junit.hpp"
#include "report/ci/summary.hpp"
#include "report/html/page.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"

namespace gameday::app {
namespace {

/// What it links to is uploaded by `run --annotate`; by hand nothing is.
std::string buildkite(const report::Document& document) {
  return report::buildkite_annotation(document, {});
}

constexpr std::array table = {
    Format{"html", report::html::page},       Format{"md", report::markdown},
    Format{"json", report::result_json},      Format{"junit", report::junit},
    Format{"github", report::github_summary}, Format{"buildkite", buildkite},
};

}  // namespace

const Format* find_format(const std::string& name) {
  const auto found = std::ranges::find(table, std::string_view(name), &Format::name);
  return found == table.end() ? nullptr : &*found;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : table) {
    names.emplace_back(format.name);
  }
  return names;
}

}  // namespace gameday::app
