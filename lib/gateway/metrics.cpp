#include "gateway/metrics.hpp"

#include <vector>

#include <fmt/format.h>
#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace gameday::gateway {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr int kinds_from = 1000;
constexpr int stale_result = 2000;

int result_of(const policy::TrailEntry& entry) {
  if (entry.stale) {
    return stale_result;
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

MetricFamily family(std::string name, std::string help, MetricType type) {
  MetricFamily family;
  family.name = std::move(name);
  family.help = std::move(help);
  family.type = type;
  return family;
}

void add(MetricFamily& family, std::vector<ClientMetric::Label> labels, std::uint64_t value) {
  ClientMetric metric;
  metric.label = std::move(labels);
  if (family.type == MetricType::Counter) {
    metric.counter.value = static_cast<double>(value);
  } else {
    metric.gauge.value = static_cast<double>(value);
  }
  family.metric.push_back(std::move(metric));
}

std::vector<ClientMetric::Label> labels_of(const WatchedBreaker& breaker) {
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
    return {requests(),
            attempts(),
            single("gameday_gateway_retries_total", "Tries of the same key again.",
                   MetricType::Counter, metrics_.retries_),
            single("gameday_gateway_rotations_total", "Tries of another key of the same target.",
                   MetricType::Counter, metrics_.rotations_),
            single("gameday_gateway_failovers_total", "Moves to another target.",
                   MetricType::Counter, metrics_.failovers_),
            single("gameday_gateway_in_flight", "Requests being served.", MetricType::Gauge,
                   metrics_.in_flight_),
            breaker_states(),
            breaker_transitions(),
            breaker_refusals(),
            schema_checks(),
            schema_unchecked()};
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
        auto labels = labels_of(one);
        labels.push_back({"to", state});
        add(all, std::move(labels), count);
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
  MetricFamily schema_checks() const {
    MetricFamily all = family("gameday_gateway_schema_checks_total",
                              "Texts that were compared with the form asked for, by what came out.",
                              MetricType::Counter);
    if (metrics_.forms_ != nullptr) {
      add(all, {{"result", "ok"}}, metrics_.forms_->fits);
      add(all, {{"result", "violation"}}, metrics_.forms_->violations);
    }
    return all;
  }
  MetricFamily schema_unchecked() const {
    MetricFamily all = family("gameday_gateway_schema_unchecked_total",
                              "Texts that passed because nobody could compare them, by reason.",
                              MetricType::Counter);
    if (metrics_.forms_ != nullptr) {
      for (std::size_t at = 0; at < schema::unchecked_count; ++at) {
        const char* reason = schema::to_text(static_cast<schema::Unchecked>(at));
        add(all, {{"reason", reason}}, metrics_.forms_->unchecked[at]);
      }
    }
    return all;
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
  const policy::TrailEntry* before = nullptr;
  for (const policy::TrailEntry& entry : trail.entries()) {
    if (!entry.refused()) {
      ++attempts_[{entry.provider, entry.key, result_of(entry)}];
    }
    if (entry.stale) {
      continue;  // free of charge
    }
    if (before != nullptr) {
      const bool same_target = before->target == entry.target;
      const bool same_key = same_target && before->key_index == entry.key_index;
      if (same_key && entry.refused()) {
        continue;  // nobody was asked again
      }
      ++(same_key ? retries_ : same_target ? rotations_ : failovers_);
    }
    before = &entry;
  }
}

std::string Metrics::text(TimePoint now) const {
  const Collected collected(*this, now);
  return prometheus::TextSerializer().Serialize(collected.Collect());
}

}  // namespace gameday::gateway
