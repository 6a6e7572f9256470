#include "report/waterfall.hpp"

#include <algorithm>

#include "report/figures.hpp"
#include "report/inert.hpp"

namespace gameday::report {
namespace {

// A gap between two attempts that a reader should see: longer than any gateway thinks.
constexpr Duration least_wait = 100ms;
// A request that a gateway tries for ever is told by its first tries.
constexpr std::size_t most_attempts = 20;

std::string attempt_words(const Document& document, const record::AttemptRecord& attempt) {
  std::string words = document.facts.cast.providers.at(attempt.provider);
  const std::string key = inert(attempt.key.substr(0, attempt.key.find('#')), longest_name);
  words += key.empty() ? "" : '/' + key;
  const bool whole = attempt.end == record::AttemptEnd::complete;
  if (attempt.status > 0) {
    words += ' ' + std::to_string(attempt.status);
  }
  if (attempt.end == record::AttemptEnd::client_left) {
    words += " given up after";  // by who called the provider: the gateway or, directly, the client
  } else if (!whole) {
    std::string end = record::to_text(attempt.end);
    std::ranges::replace(end, '_', ' ');
    words += ' ' + end;
  }
  words += ' ' + duration(attempt.ended - attempt.arrived, digits_in_prose);
  // `after 5 deltas` of `after 5 deltas, 1,812 B`; before the answer there is nothing to point
  // into.
  const std::string place =
      inert(attempt.reached.substr(0, attempt.reached.find(',')), longest_name);
  return place.starts_with("after") ? words + " (" + place + ')' : words;
}

}  // namespace

std::string waterfall(const Document& document, verdict::Trail trail) {
  std::string line;
  const record::AttemptRecord* before = nullptr;
  for (std::size_t at = 0; at < trail.size(); ++at) {
    if (at == most_attempts) {
      return line + " → and " + count(trail.size() - at) + " more";
    }
    const record::AttemptRecord* attempt = trail[at];
    if (before != nullptr) {
      line += " → ";
      const Duration wait = attempt->arrived - before->ended;
      line += wait >= least_wait ? "wait " + duration(wait, digits_in_prose) + " → " : "";
    }
    line += attempt_words(document, *attempt);
    before = attempt;
  }
  return line.empty() ? "no attempt was seen" : line;
}

std::vector<const record::RequestRecord*> slowest(const Document& document, const Place& place,
                                                  bool failed) {
  std::vector<const record::RequestRecord*> found;
  for (const record::RequestRecord& request : document.records.requests) {
    const bool ok = request.outcome == record::Outcome::ok;
    const bool wanted = failed ? record::is_failure(request.outcome) : ok;
    if (wanted && request.experiment == place.experiment && request.arm == place.arm &&
        request.window == place.window) {
      found.push_back(&request);
    }
  }
  std::ranges::stable_sort(found, {}, [&](const record::RequestRecord* request) {
    return failed ? request->ended - run_start : request->intended - request->ended;
  });
  return found;
}

}  // namespace gameday::report
