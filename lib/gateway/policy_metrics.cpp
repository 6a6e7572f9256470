#include "gateway/policy_metrics.hpp"

#include <utility>

#include <prometheus/metric_family.h>

namespace gameday::gateway {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

void collect_retries(const policy::Budget& budget, TimePoint now, MetricFamilies& families) {
  families.push_back(family("gameday_gateway_retry_budget_left",
                            "Retries that the budget has room for now.", MetricType::Gauge));
  add(families.back(), {}, budget.left(now));
  families.push_back(family("gameday_gateway_retry_budget_refused_total",
                            "Retries that the budget had no room for.", MetricType::Counter));
  add(families.back(), {}, budget.counts().refused);
}

void collect_hedges(const policy::Hedges& hedges, MetricFamilies& families) {
  families.push_back(family("gameday_gateway_hedges_total",
                            "Targets asked beside one that was late: won the race, lost it, or "
                            "failed: neither answered.",
                            MetricType::Counter));
  const std::pair<const char*, std::uint64_t> counts[] = {
      {"won", hedges.won}, {"lost", hedges.lost}, {"failed", hedges.failed}};
  for (const auto& [outcome, count] : counts) {
    add(families.back(), {{"outcome", outcome}}, count);
  }
  families.push_back(family("gameday_gateway_hedges_refused_total",
                            "Late targets beside which none was asked: the share was used up.",
                            MetricType::Counter));
  add(families.back(), {}, hedges.budget.counts().refused);
}

void collect_restarts(const policy::Restarts& restarts, MetricFamilies& families) {
  families.push_back(family("gameday_gateway_restarts_total",
                            "Streams that broke and were asked for once more: another target "
                            "answered, or none did.",
                            MetricType::Counter));
  add(families.back(), {{"outcome", "answered"}}, restarts.answered);
  add(families.back(), {{"outcome", "failed"}}, restarts.failed);
}

void collect_forms(const schema::FormCounts& forms, MetricFamilies& families) {
  families.push_back(family("gameday_gateway_schema_checks_total",
                            "Texts that were compared with the form asked for, by what came out.",
                            MetricType::Counter));
  add(families.back(), {{"result", "ok"}}, forms.fits);
  add(families.back(), {{"result", "violation"}}, forms.violations);
  families.push_back(family("gameday_gateway_schema_unchecked_total",
                            "Texts that passed because nobody could compare them, by reason.",
                            MetricType::Counter));
  for (std::size_t at = 0; at < schema::unchecked_count; ++at) {
    const char* reason = schema::to_text(static_cast<schema::Unchecked>(at));
    add(families.back(), {{"reason", reason}}, forms.unchecked[at]);
  }
}

void collect_slots(const Setup& setup, MetricFamilies& families) {
  auto in_use = family("gameday_gateway_slots_in_use", "Tries that hold a slot, by provider.",
                       MetricType::Gauge);
  auto queued =
      family("gameday_gateway_slots_queued", "Tries that wait for a slot.", MetricType::Gauge);
  auto shed = family("gameday_gateway_slots_shed_total",
                     "Tries that found no slot in time, or no place to wait.", MetricType::Counter);
  for (const auto& upstream : setup.upstreams) {
    const policy::SlotQueue* const queue = upstream->slots();
    if (queue == nullptr) {
      continue;
    }
    const policy::Slots& slots = queue->slots();
    const Labels labels{{"provider", upstream->provider().name}};
    add(in_use, labels, slots.in_use());
    add(queued, labels, slots.queued());
    add(shed, labels, slots.shed());
  }
  if (in_use.metric.empty()) {
    return;
  }
  for (MetricFamily* one : {&in_use, &queued, &shed}) {
    families.push_back(std::move(*one));
  }
}

}  // namespace

void add_policies(const Setup& setup, const schema::FormCounts& forms, TimePoint now,
                  MetricFamilies& families) {
  collect_slots(setup, families);
  if (setup.shared.retries) {
    collect_retries(*setup.shared.retries, now, families);
  }
  if (setup.shared.hedges) {
    collect_hedges(*setup.shared.hedges, families);
  }
  if (setup.shared.restarts) {
    collect_restarts(*setup.shared.restarts, families);
  }
  if (setup.checks_schemas) {
    collect_forms(forms, families);
  }
}

}  // namespace gameday::gateway
