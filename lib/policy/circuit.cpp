#include "policy/circuit.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace gameday::policy {

namespace {

/// At least `percent` of `all`; in integers, so that 50 % of 20 is 10 and nothing else.
bool reaches(std::uint32_t part, std::uint32_t all, std::uint32_t percent) {
  return std::uint64_t{part} * 100 >= std::uint64_t{all} * percent;
}

constexpr std::int64_t whole = 1'000'000;
constexpr std::int64_t first_share = whole / 10;  // enough to see whether it holds

}  // namespace

const char* to_text(CircuitState state) {
  switch (state) {
    case CircuitState::closed:
      return "closed";
    case CircuitState::half_open:
      return "half_open";
    case CircuitState::open:
      return "open";
  }
  return "closed";
}

Circuit::Circuit(const BreakerOptions& options)
    : options_(options), window_(options.window, options.age), next_open_(options.open) {}

std::optional<Circuit::Permit> Circuit::try_acquire(TimePoint now, bool others) {
  if (state_ == CircuitState::open && now >= open_until_) {
    half_open();
  }
  switch (state_) {
    case CircuitState::closed:
      if (!others || is_its_turn(now)) {
        return Permit{era_, false};
      }
      break;
    case CircuitState::half_open:
      if (probing_ < options_.probes && ours_ + good_ < options_.probes) {
        ++probing_;
        ++ours_;
        return Permit{era_, true};
      }
      break;
    case CircuitState::open:
      break;
  }
  ++counts_.refused;
  return std::nullopt;
}

bool Circuit::may_go_on(bool probe, TimePoint now) const {
  const CircuitState found = state(now);
  return found == CircuitState::closed || (probe && found == CircuitState::half_open);
}

void Circuit::ended(const Permit& permit, Mark mark, TimePoint now) {
  probe_left(permit);
  if (permit.era != era_) {
    return;
  }
  if (!permit.probe) {
    window_.add(mark, now);
    if (has_seen_enough()) {
      open(now, options_.open);
    }
    return;
  }
  if (mark.failed || mark.slow) {
    open(now, next_open_);
  } else if (++good_ >= options_.probes) {
    close(now);
  }
}

void Circuit::given_back(const Permit& permit) {
  probe_left(permit);
}

CircuitState Circuit::state(TimePoint now) const {
  const bool over = state_ == CircuitState::open && now >= open_until_;
  return over ? CircuitState::half_open : state_;
}

Duration Circuit::refuses_for(TimePoint now) const {
  return state(now) == CircuitState::open ? Duration(open_until_ - now) : Duration::zero();
}

void Circuit::open(TimePoint now, Duration time) {
  change(CircuitState::open);
  open_until_ = later(now, time);
  next_open_ = std::min(time * 2, std::max(time, options_.open_most.value_or(options_.open)));
  ++counts_.opened;
}

void Circuit::half_open() {
  change(CircuitState::half_open);
  ++counts_.half_opened;
}

void Circuit::close(TimePoint now) {
  change(CircuitState::closed);
  if (options_.slow_start) {
    starts_ = now;
    turn_ = whole - first_share;  // the very next call passes
  }
  window_.clear();  // what was before the outage says nothing about the time after it
  ++counts_.closed;
}

std::int64_t Circuit::millionths(TimePoint now) const {
  if (!starts_) {
    return whole;
  }
  const std::int64_t passed = (now - *starts_) / 1us;  // a day's are far from overflow
  const std::int64_t all = std::max<std::int64_t>(*options_.slow_start / 1us, 1);
  return std::min(first_share + (whole - first_share) * std::min(passed, all) / all, whole);
}

bool Circuit::is_its_turn(TimePoint now) {
  const std::int64_t share = millionths(now);
  if (share == whole) {
    starts_.reset();
    return true;
  }
  turn_ += share;
  if (turn_ < whole) {
    return false;
  }
  turn_ -= whole;
  return true;
}

std::uint32_t Circuit::share(TimePoint now) const {
  const bool closed = state(now) == CircuitState::closed;
  return closed ? static_cast<std::uint32_t>(millionths(now) * 100 / whole) : 0;
}

void Circuit::change(CircuitState state) {
  state_ = state;
  starts_.reset();
  ++era_;
  ours_ = 0;
  good_ = 0;
}

void Circuit::probe_left(const Permit& permit) {
  if (!permit.probe) {
    return;
  }
  DCHECK(probing_ > 0, "a probe is told of once");
  --probing_;
  ours_ -= permit.era == era_ ? 1 : 0;
}

bool Circuit::has_seen_enough() const {
  const std::uint32_t all = window_.size();
  return all >= options_.min_calls && (reaches(window_.failed(), all, options_.failure_rate) ||
                                       reaches(window_.slow(), all, options_.slow_rate));
}

}  // namespace gameday::policy
