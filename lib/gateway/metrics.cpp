#include "gateway/metrics.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gameday::gateway {

namespace {

constexpr int kinds_from = 1000;
constexpr int stale_result = 2000;
constexpr int lost_result = 2001;

/// The series of `key`, which is looked up by views: only a new one allocates.
template <class Map, class Key>
typename Map::mapped_type& series(Map& map, const Key& key) {
  const auto found = map.find(key);
  return found != map.end() ? found->second
                            : map.try_emplace(typename Map::key_type(key)).first->second;
}

bool is_error(Ended how) {
  return how == Ended::failed || how == Ended::broken;
}

}  // namespace

int result_of(const policy::TrailEntry& entry) {
  if (entry.stale) {
    return stale_result;
  }
  if (entry.lost) {
    return lost_result;
  }
  if (entry.ok || entry.kind == policy::FailureKind::status) {
    return entry.status;
  }
  return kinds_from + static_cast<int>(entry.kind);
}

std::string result_text(int result) {
  if (result == stale_result) {
    return "stale";
  }
  if (result == lost_result) {
    return "lost_hedge";
  }
  if (result >= kinds_from) {
    return policy::to_text(static_cast<policy::FailureKind>(result - kinds_from));
  }
  return std::to_string(result);
}

std::string outcome_text(Ended how, policy::FailureKind why) {
  switch (how) {
    case Ended::ok:
      return "ok";
    case Ended::bad_request:
      return "bad_request";
    case Ended::client_gone:
      return "client_gone";
    case Ended::failed:
      return policy::to_text(why);
    case Ended::broken:
      return fmt::format("broken_{}", policy::to_text(why));
    case Ended::unauthorized:
      return "unauthorized";
    case Ended::shutting_down:
      return "shutting_down";
  }
  return "failed";
}

std::optional<Duration> failover_time(const policy::Trail& trail) {
  const auto& entries = trail.entries();
  if (entries.empty()) {
    return std::nullopt;
  }
  const std::uint16_t first = entries.front().target;
  TimePoint began = never;
  TimePoint elsewhere = never;
  for (const policy::TrailEntry& entry : entries) {
    if (entry.target == first) {
      began = std::min(began, entry.started);
    } else if (!entry.refused() && !entry.hedge) {
      elsewhere = std::min(elsewhere, entry.started);
    }
  }
  return elsewhere == never ? std::nullopt
                            : std::optional(std::max(Duration::zero(), elsewhere - began));
}

std::optional<std::uint16_t> last_answered(const policy::Trail& trail) {
  const policy::TrailEntry* last = nullptr;
  for (const policy::TrailEntry& entry : trail.entries()) {
    const bool later = last == nullptr || entry.answered >= last->answered;
    if (entry.answered && !entry.lost && later) {
      last = &entry;
    }
  }
  return last != nullptr ? std::optional(last->target) : std::nullopt;
}

void Metrics::ended(const Told& told, const policy::Trail& trail,
                    const std::vector<Target>& chain) {
  --counts_.in_flight;
  const Outcome outcome{told.how, is_error(told.how) ? told.why : policy::FailureKind::internal};
  ++counts_.requests[outcome];
  const auto key_of = [&](std::optional<std::uint16_t> place) {
    const Target* target = place ? &chain[*place] : nullptr;
    return std::tuple<Operation, std::string_view, std::string_view, bool, Outcome>(
        told.operation, target != nullptr ? std::string_view(target->provider) : std::string_view(),
        target != nullptr ? std::string_view(target->model) : std::string_view(), told.stream,
        outcome);
  };
  series(counts_.durations, key_of(told.target)).add(told.ended - told.arrived);
  if (told.first_token) {
    series(counts_.first_tokens, key_of(told.began)).add(*told.first_token - told.arrived);
  }
  if (const auto time = failover_time(trail)) {
    counts_.failover.add(*time);
  }
  count_tries(told.operation, trail, chain);
  count_moves(trail);
}

void Metrics::count_tries(Operation operation, const policy::Trail& trail,
                          const std::vector<Target>& chain) {
  using Views = std::tuple<std::string_view, std::string_view, int>;
  for (const policy::TrailEntry& entry : trail.entries()) {
    if (entry.refused()) {
      continue;  // nobody was asked
    }
    const int result = result_of(entry);
    const Duration took = entry.open ? Duration::zero() : entry.ended - entry.started;
    Attempts& attempts = series(counts_.attempts, Views(entry.provider, entry.key, result));
    ++attempts.count;
    attempts.time += took;
    // The series has no word for which 2xx it was: two of them would have the same labels.
    const std::tuple<Operation, std::string_view, std::string_view, int> key(
        operation, entry.provider, chain[entry.target].model, is_answer(result) ? 200 : result);
    series(counts_.tries, key).add(took);
  }
}

void Metrics::count_moves(const policy::Trail& trail) {
  if (trail.entries().size() < 2) {
    return;
  }
  std::map<std::uint16_t, const policy::TrailEntry*> latest;  // by target: two may run at once
  std::uint16_t place = 0;                                    // where the request is
  for (const policy::TrailEntry& entry : trail.entries()) {
    if (entry.stale) {
      continue;  // free of charge
    }
    const auto before = latest.find(entry.target);
    if (before != latest.end() && entry.refused()) {
      continue;  // nobody was asked again
    }
    if (before != latest.end() && !before->second->refused()) {
      const bool same_key = before->second->key_index == entry.key_index;
      ++(same_key ? counts_.retries : counts_.rotations);
    } else if (!latest.empty() && place != entry.target && !entry.hedge) {
      ++counts_.failovers;  // there, or back to one that a slow start has spared
    }
    latest[entry.target] = &entry;
    place = entry.target;
  }
}

}  // namespace gameday::gateway
