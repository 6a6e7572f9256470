#include "policy/concurrency.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/units.hpp"
#include "policy/describe.hpp"
#include "policy/refusal.hpp"

namespace gameday::policy {

namespace {

/// What a client is told: in a second those in front of it have had their turn, or a lifeboat has.
constexpr Duration come_back = 1s;

/// The slot of one try, for as long as it lives.
class Slot final : public Hold {
 public:
  explicit Slot(SlotQueue& queue) : queue_(queue) {}
  ~Slot() override { queue_.leave(); }
  void ended(const Ending&) noexcept override {}

 private:
  SlotQueue& queue_;
};

}  // namespace

/// One who waits. Whoever drops it before it was taken leaves the queue, or gives the slot back.
class SlotQueue::Place {
 public:
  Place(SlotQueue& queue, Slots::Ticket ticket)
      : queue_(queue), ticket_(ticket), woken_(queue.world_) {
    queue_.places_.emplace(ticket_, this);
  }
  ~Place() {
    if (given_) {
      queue_.leave();
    } else if (queue_.places_.erase(ticket_) > 0) {
      queue_.slots_.gave_up(ticket_);
    }
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  rt::Event& woken() { return woken_; }
  bool given() const { return given_; }
  void give() {
    given_ = true;
    woken_.notify();
  }
  void take() { given_ = false; }
  void time_out() {
    queue_.places_.erase(ticket_);
    queue_.slots_.timed_out(ticket_);
  }

 private:
  SlotQueue& queue_;
  Slots::Ticket ticket_;
  rt::Event woken_;
  bool given_ = false;
};

rt::awaitable<bool> SlotQueue::take(rt::Bound bound) {
  const Slots::Entry entry = slots_.enter(world_.now(), bound.due);
  if (entry.what != Slots::Entry::queue) {
    co_return entry.what == Slots::Entry::slot;
  }
  Place place(*this, entry.ticket);
  co_await place.woken().wait(bound.tighter(entry.until, rt::Limit::none));
  if (bound.stopped()) {
    co_return false;
  }
  if (!place.given()) {
    place.time_out();
    co_return false;
  }
  place.take();
  co_return true;
}

void SlotQueue::leave() noexcept {
  if (const auto ticket = slots_.left(world_.now())) {
    const auto place = places_.extract(*ticket);
    place.mapped()->give();
  }
}

rt::awaitable<Outcome> Concurrency::run(Call& call, Try attempt) {
  const TimePoint came = clock_.now();
  const bool taken = co_await queue_.take(attempt.bound);
  if (!taken) {
    co_return shed(call, attempt, came);
  }
  auto slot = std::make_unique<Slot>(queue_);
  std::unique_ptr<CircuitUse> probe;
  if (auto failure = rejected(call, attempt, came, probe)) {
    co_return std::move(*failure);
  }
  Outcome outcome = co_await inner_->run(call, attempt);
  if (Reply* reply = std::get_if<Reply>(&outcome)) {
    reply->holds.add(std::move(slot));
  }
  if (probe) {
    CircuitUse::hear(std::move(probe), outcome, clock_.now());
  }
  co_return outcome;
}

Failure Concurrency::shed(Call& call, const Try& attempt, TimePoint came) const {
  const TimePoint now = clock_.now();
  Failure failure;
  failure.used = attempt;
  if (attempt.bound.stopped()) {
    failure.kind = FailureKind::cancelled;
    return failure;
  }
  if (now >= attempt.bound.due) {
    failure.kind = kind_of(attempt.bound.limit);
    return failure;
  }
  failure.kind = FailureKind::shed;
  failure.retry_after = come_back;
  failure.detail = "too many calls at one time";
  const Refused whom{provider_, ring_.name(attempt.key)};
  return refused(std::move(failure), whom, call, attempt, came, now);
}

std::optional<Failure> Concurrency::rejected(Call& call, Try& attempt, TimePoint came,
                                             std::unique_ptr<CircuitUse>& probe) const {
  const TimePoint now = clock_.now();
  if (circuits_ == nullptr) {
    return std::nullopt;
  }
  Circuit& circuit = (*circuits_)[attempt.key];
  if (circuit.may_go_on(attempt.probe, now)) {
    return std::nullopt;
  }
  if (const auto permit = circuit.try_acquire(now)) {
    attempt.probe = permit->probe;
    probe = std::make_unique<CircuitUse>(circuit, *permit);
    return std::nullopt;
  }
  const Refused whom{provider_, ring_.name(attempt.key)};
  return refused(rejected_by(circuit, now), whom, call, attempt, came, now);
}

void Concurrency::describe(Description& description) const {
  inner_->describe(description);
  const ConcurrencyOptions& options = queue_.slots().options();
  std::string layer = fmt::format("concurrency: {} at one time", options.limit);
  if (options.queue > 0) {
    description.time = plus(description.time, options.queue_time);
    description.time_again = plus(description.time_again, options.queue_time);
    layer += fmt::format(", {} wait", options.queue);
    layer += options.queue_time == forever
                 ? " until the deadline"
                 : fmt::format(" up to {}", gameday::to_text(options.queue_time));
  }
  description.layers.push_back(std::move(layer));
}

}  // namespace gameday::policy
