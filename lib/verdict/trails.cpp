#include "verdict/trails.hpp"

#include <algorithm>
#include <tuple>

namespace gameday::verdict {
namespace {

using record::AttemptEnd;
using record::AttemptRecord;
using record::Outcome;
using record::RequestRecord;

std::uint64_t key(std::uint16_t experiment, std::uint16_t arm, std::uint32_t ordinal) {
  return std::uint64_t{experiment} << 48U | std::uint64_t{arm} << 32U | ordinal;
}

struct Entry {
  std::uint64_t key = 0;
  TimePoint arrived;
  const AttemptRecord* attempt = nullptr;
  bool operator<(const Entry& other) const {
    return std::tie(key, arrived) < std::tie(other.key, other.arrived);
  }
};

bool answered_with(const AttemptRecord& attempt, AttemptEnd end) {
  return attempt.status >= 200 && attempt.status < 300 && attempt.end == end;
}

}  // namespace

Trails::Trails(const RunRecords& records) {
  std::vector<Entry> entries;
  entries.reserve(records.attempts.size());
  for (const AttemptRecord& attempt : records.attempts) {
    if (attempt.ordinal) {
      entries.push_back(
          {key(attempt.experiment, attempt.arm, *attempt.ordinal), attempt.arrived, &attempt});
    }
  }
  std::stable_sort(entries.begin(), entries.end());
  keys_.reserve(entries.size());
  attempts_.reserve(entries.size());
  for (const Entry& entry : entries) {
    keys_.push_back(entry.key);
    attempts_.push_back(entry.attempt);
  }
}

Trail Trails::of(const RequestRecord& request) const {
  const auto range =
      std::ranges::equal_range(keys_, key(request.experiment, request.arm, request.ordinal));
  const auto first = attempts_.begin() + (range.begin() - keys_.begin());
  return {first, first + (range.end() - range.begin())};
}

bool injected(const AttemptRecord& attempt) {
  const bool still_waited = attempt.end == AttemptEnd::open && attempt.reached.empty();
  return !attempt.fault.empty() && attempt.bypassed.empty() && !still_waited;
}

const AttemptRecord* answering(Trail trail) {
  for (const AttemptEnd end : {AttemptEnd::complete, AttemptEnd::client_left}) {
    for (auto at = trail.rbegin(); at != trail.rend(); ++at) {
      if (answered_with(**at, end)) {
        return *at;
      }
    }
  }
  return nullptr;
}

bool is_primary(const ArmFacts& arm, std::uint16_t provider, const std::string& model) {
  return provider == arm.primary_provider &&
         (arm.primary_model.empty() || model == arm.primary_model);
}

bool is_primary(const ArmFacts& arm, const AttemptRecord& attempt) {
  return is_primary(arm, attempt.provider, attempt.model);
}

std::string failure_name(const RequestRecord& request) {
  const bool by_status = request.outcome == Outcome::http_4xx ||
                         request.outcome == Outcome::http_429 ||
                         request.outcome == Outcome::http_5xx;
  if (by_status && request.status > 0) {
    return std::to_string(request.status);
  }
  if (request.outcome == Outcome::truncated_stream) {
    return "cut silently";
  }
  std::string words = record::to_text(request.outcome);
  std::ranges::replace(words, '_', ' ');
  return words;
}

}  // namespace gameday::verdict
