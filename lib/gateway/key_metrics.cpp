#include "gateway/key_metrics.hpp"

#include <set>
#include <utility>

#include <prometheus/metric_family.h>

namespace gameday::gateway {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

/// Each once, though it stand in several chains, or twice in one.
std::vector<Target> targets_of(const Setup& setup) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::vector<Target> targets;
  for (const Operation operation : {Operation::chat, Operation::embeddings}) {
    for (const Target& target : chain_of(setup.options, operation)) {
      if (seen.emplace(target.provider, target.model).second) {
        targets.push_back(target);
      }
    }
  }
  return targets;
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

struct BreakerFamilies {
  MetricFamily states =
      family("gameday_gateway_breaker_state",
             "Breakers by target and key: 0 closed, 1 half open, 2 open.", MetricType::Gauge);
  MetricFamily changes = family("gameday_gateway_breaker_transitions_total",
                                "Changes of a breaker, by what it became.", MetricType::Counter);
  MetricFamily refusals = family("gameday_gateway_breaker_refused_total",
                                 "Tries that a breaker did not let happen.", MetricType::Counter);
  MetricFamily shares =
      family("gameday_gateway_breaker_share",
             "Percent of calls that a breaker with a slow start lets through.", MetricType::Gauge);

  void add(const policy::Circuit& one, const Labels& labels, TimePoint now) {
    const auto became = [&](const char* state, std::uint64_t count) {
      Labels more = labels;
      more.push_back({"to", state});
      gateway::add(changes, more, count);
    };
    gateway::add(states, labels, state_number(one.state(now)));
    became("open", one.counts().opened);
    became("half_open", one.counts().half_opened);
    became("closed", one.counts().closed);
    gateway::add(refusals, labels, one.counts().refused);
    if (one.options().slow_start) {
      gateway::add(shares, labels, std::uint64_t{one.share(now)});
    }
  }
};

}  // namespace

/// One series a state, of which one is 1: what a dashboard may sum.
void add_key_states(const Setup& setup, TimePoint now, MetricFamilies& families) {
  MetricFamily all = family("gameday_gateway_key_state",
                            "Keys by target: 1 for the state that each is in. Parked: until its "
                            "Retry-After; benched: until people mend it.",
                            MetricType::Gauge);
  for (const Target& target : targets_of(setup)) {
    policy::KeyRing& ring = setup.upstream(target.provider).ring();
    for (std::uint16_t key = 0; key < ring.size(); ++key) {
      const policy::KeyState state = ring.state(key, target.model, now);
      for (const policy::KeyState one :
           {policy::KeyState::usable, policy::KeyState::parked, policy::KeyState::benched}) {
        add(all,
            {{"provider", target.provider},
             {"model", target.model},
             {"key", ring.name(key)},
             {"state", policy::to_text(one)}},
            std::uint64_t{state == one ? 1U : 0U});
      }
    }
  }
  families.push_back(std::move(all));
}

void add_breakers(const Setup& setup, TimePoint now, MetricFamilies& families) {
  BreakerFamilies all;
  for (const Target& target : targets_of(setup)) {
    const Upstream& upstream = setup.upstream(target.provider);
    const auto circuits = upstream.all_circuits().find(target.model);
    if (circuits == upstream.all_circuits().end()) {
      continue;  // switched off
    }
    for (std::size_t key = 0; key < circuits->second.size(); ++key) {
      all.add(circuits->second[key],
              {{"provider", target.provider},
               {"model", target.model},
               {"key", upstream.provider().keys[key].name}},
              now);
    }
  }
  for (MetricFamily* one : {&all.states, &all.changes, &all.refusals}) {
    families.push_back(std::move(*one));
  }
  if (!all.shares.metric.empty()) {
    families.push_back(std::move(all.shares));
  }
}

}  // namespace gameday::gateway
