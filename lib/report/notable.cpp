#include "report/notable.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "report/waterfall.hpp"
#include "report/words.hpp"
#include "stats/quantile.hpp"

namespace gameday::report {
namespace {

using record::RequestRecord;

// The same calls with the same answers, whatever they took.
std::string signature(const RequestRecord& request, verdict::Trail trail) {
  std::string out = verdict::failure_name(request);
  for (const record::AttemptRecord* attempt : trail) {
    fmt::format_to(std::back_inserter(out), " {}/{}:{}:{}", attempt->provider, attempt->key,
                   attempt->status, to_text(attempt->end));
  }
  return out;
}

void add_failed(std::vector<Notable>& out, const Document& document, const verdict::Trails& trails,
                std::size_t experiment, std::size_t arm) {
  struct Group {
    const RequestRecord* example = nullptr;
    std::vector<Duration> took;
  };
  std::unordered_map<std::string, std::size_t> places;
  std::vector<Group> groups;  // in the order they first failed
  for (const RequestRecord* request : slowest(document, {experiment, arm}, true)) {
    const auto [place, fresh] =
        places.emplace(signature(*request, trails.of(*request)), groups.size());
    if (fresh) {
      groups.push_back({request, {}});
    }
    groups[place->second].took.push_back(request->ended - request->intended);
  }
  for (Group& group : groups) {
    std::ranges::sort(group.took);
    out.push_back({group.example, group.took.size(), *stats::quantile_of(group.took, 5000)});
  }
}

}  // namespace

std::vector<Notable> notable(const Document& document, const verdict::Trails& trails,
                             std::size_t experiment, std::size_t slowest) {
  std::vector<Notable> out;
  for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    add_failed(out, document, trails, experiment, arm);
  }
  for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    const auto requests = report::slowest(document, {experiment, arm}, false);
    for (std::size_t rank = 0; rank < std::min(requests.size(), slowest); ++rank) {
      out.push_back({requests[rank], 0, {}});
    }
  }
  return out;
}

std::string anchor(const Document& document, const RequestRecord& request) {
  return request.arm == main_arm(document.facts)
             ? std::to_string(request.ordinal)
             : fmt::format("{}-{}", request.ordinal, request.arm + 1);
}

}  // namespace gameday::report
