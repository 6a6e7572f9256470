#pragma once
// The open-loop generator of one arm: sends each planned request at its intended time, whatever
// became of those before it, and writes one record for each.
//
// Latency runs from the intended time, so a stalled target cannot hide its own queue (Tene's
// "coordinated omission"). Nothing is skipped to catch up; a request over max_in_flight is recorded
// as not_sent. Lives on one world; the sink may be shared.

#include <memory>
#include <span>

#include "faults/plan.hpp"
#include "http/client.hpp"
#include "load/leaving.hpp"
#include "load/target.hpp"
#include "record/sink.hpp"
#include "rt/world.hpp"

namespace gameday::load {

/// For the progress display: what has been started and not yet recorded.
struct Progress {
  std::uint64_t sent = 0;
  std::uint64_t open = 0;
};

class Driver {
 public:
  Driver(rt::World& world, const Options& options, Target target, record::Sink& sink);
  ~Driver();

  /// Returns when every arrival has its record. `start` is offset zero of the arrivals. When `stop`
  /// is requested nothing more is sent and what is open is recorded as unfinished.
  rt::awaitable<void> run(std::span<const Arrival> arrivals, TimePoint start, const rt::Stop& stop);

  /// What clients do from now on (`into: clients`); a call that has begun keeps what it got.
  void apply(std::shared_ptr<const faults::FaultPlan> plan) { plan_ = std::move(plan); }
  const faults::FaultLedger& ledger() const { return ledger_; }

  const Progress& progress() const { return progress_; }

 private:
  rt::awaitable<void> send(Arrival arrival, TimePoint intended, const rt::Stop& stop);
  rt::awaitable<void> ask(const Arrival& arrival, rt::Bound bound, const Leaving* leaving,
                          record::RequestRecord& record);
  faults::Decision decide(const Arrival& arrival);
  void settle(const faults::Injection& injection, const record::RequestRecord& record);
  void finish(const record::RequestRecord& record);
  void record_not_sent(const Arrival& arrival, TimePoint intended);
  record::RequestRecord record_for(const Arrival& arrival, TimePoint intended) const;

  rt::World& world_;
  const Options& options_;
  const Target target_;
  record::Sink& sink_;
  const std::uint64_t most_in_flight_;
  http::Pool pool_;
  rt::TaskGroup requests_;
  Progress progress_;
  std::shared_ptr<const faults::FaultPlan> plan_ = std::make_shared<faults::FaultPlan>();
  faults::FaultLedger ledger_;
  std::uint64_t arrivals_ = 0;
};

/// 1.2 x rate x timeout, unless the options say otherwise; at least 1.
std::uint64_t max_in_flight(const Options& options);

}  // namespace gameday::load
