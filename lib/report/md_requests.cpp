#include "report/md_requests.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/md.hpp"
#include "report/notable.hpp"
#include "report/waterfall.hpp"

namespace gameday::report {
namespace {

constexpr std::size_t most_lines = 12;    // of one experiment
constexpr std::size_t slowest_lines = 2;  // of one arm

std::string line(const Document& document, const Notable& one, const verdict::Trails& trails) {
  const record::RequestRecord& request = *one.request;
  const bool cut = record::is_cut_off(request.outcome);
  const std::string how = cut ? "cut off" : "failed (" + verdict::failure_name(request) + ')';
  const std::string what =
      one.failed() ? fmt::format("{} {}, such as ", count(one.alike), how) : "";
  return fmt::format("- {}: {}request {}, {}: {}\n",
                     md_text(document.facts.arms.at(request.arm).name), what, request.ordinal,
                     duration(request.ended - request.intended, digits_in_tables),
                     md_text(waterfall(document, trails.of(request))));
}

}  // namespace

std::string md_requests(const Document& document) {
  const verdict::Trails trails(document.records);
  std::string out;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    const std::vector<Notable> requests = notable(document, trails, at, slowest_lines);
    if (requests.empty()) {
      continue;
    }
    out += fmt::format("### {}\n\n", md_text(document.facts.experiments[at].name));
    for (std::size_t shown = 0; shown < std::min(requests.size(), most_lines); ++shown) {
      out += line(document, requests[shown], trails);
    }
    out += requests.size() > most_lines
               ? fmt::format("- and {} more kinds\n", requests.size() - most_lines)
               : "";
    out += '\n';
  }
  return out.empty() ? "No request was recorded.\n\n" : out;
}

}  // namespace gameday::report
