#include "gateway/metrics.hpp"

#include <vector>

#include <fmt/format.h>
#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace gameday::gateway {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr int kinds_from = 1000;
constexpr int stale_result = 2000;
constexpr int lost_result = 2001;

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
  }
  return "failed";
}

Labels labels_of(const WatchedBreaker& breaker) {
  return {{"provider", std::string(breaker.provider)},
          {"model", std::string(breaker.model)},
          {"key", std::string(breaker.key)}};
}

std::uint64_t state_number(policy::CircuitState state) {
  switch (state) {
    case policy::CircuitState::closed:
      return 0;
    case policy::CircuitState::half_open:
      return 1;
    case policy::CircuitState::open:
      return 2;
  }
  return 0;
}

}  // namespace

/// Reads the integers at the moment of the scrape.
class Collected final : public prometheus::Collectable {
 public:
  Collected(const Metrics& metrics, TimePoint now) : metrics_(metrics), now_(now) {}

  std::vector<MetricFamily> Collect() const override {
    std::vector<MetricFamily> all{
        requests(),
        attempts(),
        single("gameday_gateway_retries_total", "Tries of the same key again.", MetricType::Counter,
               metrics_.retries_),
        single("gameday_gateway_rotations_total", "Tries of another key of the same target.",
               MetricType::Counter, metrics_.rotations_),
        single("gameday_gateway_failovers_total", "Moves to another target.", MetricType::Counter,
               metrics_.failovers_),
        single("gameday_gateway_in_flight", "Requests being served.", MetricType::Gauge,
               metrics_.in_flight_),
        breaker_states(),
        breaker_transitions(),
        breaker_refusals()};
    add_breaker_shares(all);
    metrics_.watched_.collect(now_, all);
    return all;
  }

 private:
  MetricFamily requests() const {
    MetricFamily all = family("gameday_gateway_requests_total",
                              "Requests by how they ended for the client.", MetricType::Counter);
    for (const auto& [key, count] : metrics_.requests_) {
      add(all, {{"outcome", outcome_text(key.first, key.second)}}, count);
    }
    return all;
  }
  MetricFamily attempts() const {
    MetricFamily all = family("gameday_gateway_attempts_total",
                              "Tries by provider, key alias and result.", MetricType::Counter);
    for (const auto& [key, count] : metrics_.attempts_) {
      const auto& [provider, alias, result] = key;
      add(all,
          {{"provider", std::string(provider)},
           {"key", std::string(alias)},
           {"result", result_text(result)}},
          count);
    }
    return all;
  }
  MetricFamily breaker_states() const {
    MetricFamily all =
        family("gameday_gateway_breaker_state",
               "Breakers by target and key: 0 closed, 1 half open, 2 open.", MetricType::Gauge);
    for (const WatchedBreaker& one : metrics_.breakers_) {
      add(all, labels_of(one), state_number(one.circuit->state(now_)));
    }
    return all;
  }
  MetricFamily breaker_transitions() const {
    MetricFamily all = family("gameday_gateway_breaker_transitions_total",
                              "Changes of a breaker, by what it became.", MetricType::Counter);
    for (const WatchedBreaker& one : metrics_.breakers_) {
      const policy::Circuit::Counts& counts = one.circuit->counts();
      const auto became = [&](const char* state, std::uint64_t count) {
        Labels labels = labels_of(one);
        labels.push_back({"to", state});
        add(all, labels, count);
      };
      became("open", counts.opened);
      became("half_open", counts.half_opened);
      became("closed", counts.closed);
    }
    return all;
  }
  MetricFamily breaker_refusals() const {
    MetricFamily all = family("gameday_gateway_breaker_refused_total",
                              "Tries that a breaker did not let happen.", MetricType::Counter);
    for (const WatchedBreaker& one : metrics_.breakers_) {
      add(all, labels_of(one), one.circuit->counts().refused);
    }
    return all;
  }
  /// Only of those that start slowly.
  void add_breaker_shares(std::vector<MetricFamily>& families) const {
    MetricFamily all = family("gameday_gateway_breaker_share",
                              "Percent of calls that a breaker with a slow start lets through.",
                              MetricType::Gauge);
    for (const WatchedBreaker& one : metrics_.breakers_) {
      if (one.circuit->options().slow_start) {
        add(all, labels_of(one), one.circuit->share(now_));
      }
    }
    if (!all.metric.empty()) {
      families.push_back(std::move(all));
    }
  }
  static MetricFamily single(std::string name, std::string help, MetricType type,
                             std::uint64_t value) {
    MetricFamily one = family(std::move(name), std::move(help), type);
    add(one, {}, value);
    return one;
  }

  const Metrics& metrics_;
  TimePoint now_;
};

void Metrics::ended(Ended how, policy::FailureKind why, const policy::Trail& trail) {
  --in_flight_;
  const bool matters = how == Ended::failed || how == Ended::broken;
  ++requests_[{how, matters ? why : policy::FailureKind::internal}];
  std::map<std::uint16_t, const policy::TrailEntry*> latest;  // by target: two may run at once
  for (const policy::TrailEntry& entry : trail.entries()) {
    if (!entry.refused()) {
      ++attempts_[{entry.provider, entry.key, result_of(entry)}];
    }
    if (entry.stale) {
      continue;  // free of charge
    }
    const auto before = latest.find(entry.target);
    if (before != latest.end()) {
      const bool same_key = before->second->key_index == entry.key_index;
      if (same_key && entry.refused()) {
        continue;  // nobody was asked again
      }
      ++(same_key ? retries_ : rotations_);
    } else if (!latest.empty() && !entry.hedge) {
      ++failovers_;
    }
    latest[entry.target] = &entry;
  }
}

std::string Metrics::text(TimePoint now) const {
  const Collected collected(*this, now);
  return prometheus::TextSerializer().Serialize(collected.Collect());
}

}  // namespace gameday::gateway
