#pragma once
// The open-loop generator of one arm: sends each planned request at its intended time, whatever
// became of those before it, and writes one record for each.
//
// Latency runs from the intended time, so a stalled target cannot hide its own queue (Tene's
// "coordinated omission"). Nothing is skipped to catch up; a request over max_in_flight is recorded
// as not_sent. Lives on one world; the sink may be shared.

#include <memory>
#include <span>
#include <string>

#include "http/client.hpp"
#include "llm/dialect.hpp"
#include "load/options.hpp"
#include "record/sink.hpp"
#include "rt/world.hpp"

namespace gameday::load {

/// Whom the requests go to and how they are signed.
struct Target {
  rt::Address address;
  llm::Dialect dialect = llm::Dialect::openai;
  std::string path = "/v1/chat/completions";
  std::string model;  // for kinds that name none
  std::string api_key;
  std::uint16_t run = 0;  // the marker's first part
  std::uint16_t experiment = 0;
  std::uint16_t arm = 0;
};

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

  const Progress& progress() const { return progress_; }

 private:
  rt::awaitable<void> send(Arrival arrival, TimePoint intended, const rt::Stop& stop);
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
};

/// 1.2 x rate x timeout, unless the options say otherwise; at least 1.
std::uint64_t max_in_flight(const Options& options);

}  // namespace gameday::load
