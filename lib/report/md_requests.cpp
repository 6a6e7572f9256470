#include "report/md_requests.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/md.hpp"
#include "report/waterfall.hpp"

namespace gameday::report {
namespace {

constexpr std::size_t most_lines = 12;    // of one experiment
constexpr std::size_t slowest_lines = 2;  // of one arm

// The same calls with the same answers, whatever they took.
std::string signature(const record::RequestRecord& request, verdict::Trail trail) {
  std::string out = verdict::failure_name(request);
  for (const record::AttemptRecord* attempt : trail) {
    out += fmt::format(" {}/{}:{}:{}", attempt->provider, attempt->key, attempt->status,
                       to_text(attempt->end));
  }
  return out;
}

std::string line(const Document& document, const record::RequestRecord& request,
                 verdict::Trail trail, const std::string& what) {
  return fmt::format("- {}: {}request {}, {}: {}\n",
                     md_text(document.facts.arms.at(request.arm).name), what, request.ordinal,
                     duration(request.ended - request.intended, digits_in_tables),
                     md_text(waterfall(document, trail)));
}

void add_failed(std::vector<std::string>& lines, const Document& document,
                const verdict::Trails& trails, std::size_t experiment, std::size_t arm) {
  struct Group {
    const record::RequestRecord* example = nullptr;
    std::uint64_t requests = 0;
  };
  std::map<std::string, std::size_t> places;
  std::vector<Group> groups;  // in the order they first failed
  for (const record::RequestRecord* request : slowest(document, {experiment, arm}, true)) {
    const auto [place, fresh] =
        places.emplace(signature(*request, trails.of(*request)), groups.size());
    if (fresh) {
      groups.push_back({request, 0});
    }
    ++groups[place->second].requests;
  }
  for (const Group& group : groups) {
    lines.push_back(line(document, *group.example, trails.of(*group.example),
                         fmt::format("{} failed ({}), such as ", count(group.requests),
                                     verdict::failure_name(*group.example))));
  }
}

}  // namespace

std::string md_requests(const Document& document) {
  const verdict::Trails trails(document.records);
  std::string out;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    std::vector<std::string> lines;
    for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
      add_failed(lines, document, trails, at, arm);
    }
    for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
      const auto requests = slowest(document, {at, arm}, false);
      for (std::size_t rank = 0; rank < std::min(requests.size(), slowest_lines); ++rank) {
        lines.push_back(line(document, *requests[rank], trails.of(*requests[rank]), ""));
      }
    }
    if (lines.empty()) {
      continue;
    }
    out += fmt::format("### {}\n\n", md_text(document.facts.experiments[at].name));
    for (std::size_t shown = 0; shown < std::min(lines.size(), most_lines); ++shown) {
      out += lines[shown];
    }
    out += lines.size() > most_lines
               ? fmt::format("- and {} more kinds\n", lines.size() - most_lines)
               : "";
    out += '\n';
  }
  return out.empty() ? "No request was recorded.\n\n" : out;
}

}  // namespace gameday::report
