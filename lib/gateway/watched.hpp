#pragma once
// Policies that count for themselves: /metrics reads their numbers at the moment of the scrape.
// What is watched outlives this. Single thread.

#include <string_view>
#include <vector>

#include "gateway/metric_families.hpp"
#include "gateway/schema/unchecked.hpp"
#include "policy/budget.hpp"
#include "policy/hedge.hpp"
#include "policy/restart.hpp"
#include "policy/slots.hpp"

namespace gameday::gateway {

class Watched {
 public:
  void slots(std::string_view provider, const policy::Slots& slots) {
    slots_.push_back({provider, &slots});
  }
  void retries(const policy::Budget& budget) { retries_ = &budget; }
  void hedges(const policy::Hedges& hedges) { hedges_ = &hedges; }
  void restarts(const policy::Restarts& restarts) { restarts_ = &restarts; }
  void forms(const schema::FormCounts& forms) { forms_ = &forms; }

  /// Appended to `families`; nothing for policies that are switched off.
  void collect(TimePoint now, MetricFamilies& families) const;

 private:
  struct OfProvider {
    std::string_view provider;
    const policy::Slots* slots = nullptr;
  };
  void collect_slots(MetricFamilies& families) const;

  std::vector<OfProvider> slots_;
  const policy::Budget* retries_ = nullptr;
  const policy::Hedges* hedges_ = nullptr;
  const policy::Restarts* restarts_ = nullptr;
  const schema::FormCounts* forms_ = nullptr;
};

}  // namespace gameday::gateway
