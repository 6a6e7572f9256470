#include "load/driver.hpp"

#include <algorithm>
#include <cmath>

#include "load/streamed_call.hpp"
#include "load/unary_call.hpp"

namespace gameday::load {
namespace {

http::PoolOptions pool_options(std::uint64_t most_in_flight, const Target& target) {
  http::PoolOptions options;
  options.tls = target.tls;
  options.idle_most = most_in_flight;
  return options;
}

}  // namespace

std::uint64_t max_in_flight(const Options& options) {
  if (options.max_in_flight) {
    return *options.max_in_flight;
  }
  const double expected = 1.2 * options.rate.value() * to_seconds(options.timeout);
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(expected)));
}

Driver::Driver(rt::World& world, const Options& options, Target target, record::Sink& sink)
    : world_(world),
      options_(options),
      target_(std::move(target)),
      sink_(sink),
      most_in_flight_(max_in_flight(options)),
      pool_(world, target_.address, pool_options(most_in_flight_, target_)),
      requests_(world.executor) {}

Driver::~Driver() = default;

rt::awaitable<void> Driver::run(std::span<const Arrival> arrivals, TimePoint start,
                                const rt::Stop& stop) {
  for (const Arrival& arrival : arrivals) {
    const TimePoint intended = start + arrival.at;
    rt::Bound until_due;
    until_due.due = intended;
    until_due.stop = &stop;
    co_await rt::sleep(world_, until_due);
    if (stop.requested()) {
      break;
    }
    if (progress_.open >= most_in_flight_) {
      record_not_sent(arrival, intended);
      continue;
    }
    requests_.spawn("load/request", send(arrival, intended, stop));
  }
  // Every request has its own bound, so this wait has one as well.
  co_await requests_.join(rt::Bound{});
}

rt::awaitable<void> Driver::send(Arrival arrival, TimePoint intended, const rt::Stop& stop) {
  ++progress_.sent;
  ++progress_.open;
  record::RequestRecord record = record_for(arrival, intended);
  record.sent = world_.now();

  rt::Bound bound;
  bound.due = later(*record.sent, options_.timeout);
  bound.limit = rt::Limit::total;
  bound.stop = &stop;
  const std::shared_ptr<const faults::FaultPlan> plan = plan_;  // what is decided points into it
  const faults::Decision decision = decide(arrival);
  std::optional<Leaving> leaving;
  if (decision.hit != nullptr) {
    leaving.emplace(*decision.hit->deed.cut);
  }
  co_await ask(arrival, bound, leaving ? &*leaving : nullptr, record);
  if (decision.hit != nullptr) {
    settle(*decision.hit, record);
  }
}

rt::awaitable<void> Driver::ask(const Arrival& arrival, rt::Bound bound, const Leaving* leaving,
                                record::RequestRecord& record) {
  const RequestKind& kind = options_.kinds[arrival.kind];
  Request request = make_request(kind, target_, arrival.ordinal);
  if (kind.stream) {
    StreamedCall call(world_, pool_, target_.dialect, leaving);
    co_await call.run(std::move(request), bound, record);
    finish(record);
    co_await call.leave(bound);
    co_return;
  }
  if (leaving != nullptr) {
    co_await call_and_leave(world_, pool_, target_, std::move(request), bound, *leaving, record);
  } else {
    co_await call_unary(world_, pool_, target_, std::move(request), bound, record);
  }
  finish(record);
}

faults::Decision Driver::decide(const Arrival& arrival) {
  if (plan_->empty()) {
    return {};
  }
  const RequestKind& kind = options_.kinds[arrival.kind];
  faults::AttemptFacts facts;
  facts.arrival = ++arrivals_;
  facts.ordinal = arrival.ordinal;
  facts.now = world_.now();
  facts.model = kind.model.empty() ? target_.model : kind.model;
  facts.stream = kind.stream;
  return plan_->decide(facts, ledger_);
}

/// A client that was told to leave has left, or its answer was over before.
void Driver::settle(const faults::Injection& injection, const record::RequestRecord& record) {
  using record::Outcome;
  if (record.outcome == Outcome::left) {
    ledger_.injected(injection.name);
  } else if (record.outcome == Outcome::ok) {
    ledger_.bypassed(injection.name, "stream_too_short");
  } else {
    ledger_.bypassed(injection.name,
                     record.outcome == Outcome::unfinished ? "healed" : "upstream_failed");
  }
}

void Driver::finish(const record::RequestRecord& record) {
  --progress_.open;
  sink_.request(record);
}

record::RequestRecord Driver::record_for(const Arrival& arrival, TimePoint intended) const {
  record::RequestRecord record;
  record.experiment = target_.experiment;
  record.arm = target_.arm;
  record.window = arrival.window;
  record.ordinal = arrival.ordinal;
  record.streamed = options_.kinds[arrival.kind].stream;
  record.intended = intended;
  return record;
}

void Driver::record_not_sent(const Arrival& arrival, TimePoint intended) {
  record::RequestRecord record = record_for(arrival, intended);
  record.ended = world_.now();
  record.outcome = record::Outcome::not_sent;
  sink_.request(record);
}

}  // namespace gameday::load
