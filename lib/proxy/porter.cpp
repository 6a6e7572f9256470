#include "proxy/porter.hpp"

#include <algorithm>

#include "proxy/arrival.hpp"

namespace gameday::proxy {

bool Porter::has_news(const faults::FaultPlan& plan) {
  std::set<std::string> names;
  for (const faults::Injection& injection : plan.list()) {
    if (faults::level_of(injection.deed) == faults::Level::connection &&
        faults::chooses_replica(injection.selectors, replica_)) {
      names.insert(injection.name);
    }
  }
  const bool news = !std::includes(known_.begin(), known_.end(), names.begin(), names.end());
  known_ = std::move(names);
  return news;
}

rt::awaitable<http::Entry> Porter::admit(rt::StreamPtr stream, std::uint64_t id, rt::Stop& stop) {
  http::Entry entry;
  entry.stream = std::move(stream);
  const std::shared_ptr<const faults::FaultPlan> plan = shared_.plan;
  if (!plan->decides_connections()) {
    co_return entry;
  }
  faults::AttemptFacts facts;
  facts.connection = connection_of(id, replica_);
  facts.replica = replica_;
  facts.now = shared_.world.now();
  const faults::Decision decision = plan->decide_connection(facts, shared_.ledger);
  if (decision.hit == nullptr) {
    co_return entry;
  }
  ConnectionHit hit(plan, decision, shared_.ledger, id, shared_.options.watch);
  Arrival arrival(shared_, stop, std::move(hit), std::move(entry.stream));
  entry = co_await arrival.meet();
  co_return entry;
}

}  // namespace gameday::proxy
