#include "report/md_streams.hpp"

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/md.hpp"

namespace gameday::report {

using record::Window;
using verdict::WindowSummary;

// A break that was told is a failure that a client can see; a silent one looks like an answer.
std::string md_streams(const Document& document, const verdict::ExperimentSummary& summary) {
  std::vector<Row> rows;
  for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
    for (const Window window : {Window::baseline, Window::fault, Window::recovery}) {
      const WindowSummary& seen = summary.arms[arm].at(window);
      const std::uint64_t n = seen.streams();
      if (n == 0) {
        continue;
      }
      rows.push_back({md_text(document.facts.arms[arm].name), to_text(window), count(n),
                      quantile(seen.first_contents, 5000), quantile(seen.first_contents, 9500),
                      seen.gaps.empty() ? "n/a" : duration(seen.gaps.back()),
                      part(seen.count_of(record::Outcome::truncated_stream), n),
                      part(seen.count_of(record::Outcome::stream_error), n)});
    }
  }
  return md_table({"arm", "window", "streams", "first token p50", "first token p95",
                   "longest silence", "cut silently", "broken, and told"},
                  rows, 2);
}

std::string md_recovery(const Document& document, const verdict::ExperimentSummary& summary) {
  std::string out;
  for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
    if (const auto& after = summary.arms[arm].recovery) {
      const std::string when = *after == forever            ? "not within the recovery window"
                               : *after == Duration::zero() ? "at once"
                                                            : duration(*after) + " after the fault";
      out += fmt::format("- {}: {}\n", md_text(document.facts.arms[arm].name), when);
    }
  }
  return out.empty() ? out : out + '\n';
}

}  // namespace gameday::report
