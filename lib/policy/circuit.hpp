#pragma once
// A circuit breaker's core. Pure: no I/O, `now` is passed in and never goes back. Single thread.
//
// closed: traffic flows, outcomes are counted; enough bad ones among the latest open it. open: all
// is refused for a while. half_open: so many probes at once, the rest is refused; all of them good:
// closed, one bad: open again. What was let through before the state changed is heard of late: it
// changes nothing. Whatever is let through must be told of, or given back, once.
//
// With a slow start, a circuit that has closed again lets a tenth of the calls through, then more
// and more, evenly up to all: what has just come back is not run over by all that waited for it.
// Which calls those are is counted, not drawn.
//
// Source: resilience4j's circuit breaker (count window, minimum of calls, slow calls); Polly and
// resilience4j leak the place of a probe that was cancelled, this one does not.

#include <cstdint>
#include <optional>

#include "policy/options.hpp"
#include "policy/outcome_window.hpp"

namespace gameday::policy {

enum class CircuitState : std::uint8_t { closed, half_open, open };
/// `half_open`
const char* to_text(CircuitState state);

class Circuit {
 public:
  explicit Circuit(const BreakerOptions& options);

  struct Permit {
    std::uint64_t era = 0;  // counts changes of state
    bool probe = false;
  };
  /// Nothing: refused. `others`: somebody else could answer; else a slow start lets all through.
  std::optional<Permit> try_acquire(TimePoint now, bool others = true);
  /// Whether what was let through, and has waited since, may still go; else it asks anew.
  bool may_go_on(bool probe, TimePoint now) const;
  void ended(const Permit& permit, Mark mark, TimePoint now);
  /// The call decided nothing: it was cancelled, or its failure was somebody else's.
  void given_back(const Permit& permit);

  /// As the next call would find it.
  CircuitState state(TimePoint now) const;
  /// Until the next call may be let through; zero when that is up to probes under way.
  Duration refuses_for(TimePoint now) const;

  /// Percent of calls that are let through: 100 when closed, less in a slow start, else 0.
  std::uint32_t share(TimePoint now) const;

  /// How often each has happened, for metrics.
  struct Counts {
    std::uint64_t opened = 0;
    std::uint64_t half_opened = 0;
    std::uint64_t closed = 0;
    std::uint64_t refused = 0;
  };
  const Counts& counts() const { return counts_; }
  const BreakerOptions& options() const { return options_; }

 private:
  void open(TimePoint now, Duration time);
  void half_open();
  void close(TimePoint now);
  std::int64_t millionths(TimePoint now) const;
  bool is_its_turn(TimePoint now);
  void change(CircuitState state);
  void probe_left(const Permit& permit);
  bool has_seen_enough() const;

  BreakerOptions options_;
  OutcomeWindow window_;
  CircuitState state_ = CircuitState::closed;
  std::uint64_t era_ = 0;
  TimePoint open_until_{};
  Duration next_open_;
  std::uint32_t probing_ = 0;        // all probes under way, those of an earlier half_open too
  std::uint32_t ours_ = 0;           // … of this one
  std::uint32_t good_ = 0;           // ended well in this one
  std::optional<TimePoint> starts_;  // slowly, since then
  std::int64_t turn_ = 0;            // a call passes when this comes to a million
  Counts counts_;
};

}  // namespace gameday::policy
