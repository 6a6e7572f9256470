#pragma once
// How much may be done beside what was asked for: each request pays a share of one withdrawal in,
// whoever wants to do more takes a whole one out. Pure; `now` is passed in and never goes back.
// Single thread.
//
// What is paid in or taken out counts for one window, in slices of a tenth of it: the oldest counts
// until all of it is a window old. So within any window no more is taken out than what was paid in
// during that window and a slice before it, and the reserve.
//
// Source: finagle's RetryBudget (a leaky token bucket with a reserve: deposits, withdrawals, TTL).

#include <array>
#include <cstdint>

#include "policy/options.hpp"

namespace gameday::policy {

class Budget {
 public:
  explicit Budget(const BudgetOptions& options);

  /// A request has come.
  void deposit(TimePoint now);
  /// False: nothing is left; it is counted as refused.
  bool try_withdraw(TimePoint now);
  /// What was taken out at `taken` has not been used.
  void give_back(TimePoint taken);

  /// Whole withdrawals.
  std::uint64_t left(TimePoint now) const;
  /// For metrics.
  struct Counts {
    std::uint64_t refused = 0;
  };
  const Counts& counts() const { return counts_; }
  const BudgetOptions& options() const { return options_; }

 private:
  static constexpr std::int64_t slices = 10;        // of a window …
  static constexpr std::int64_t kept = slices + 1;  // … which begins in the middle of one

  std::int64_t slice_of(TimePoint now) const { return now.time_since_epoch() / slice_; }
  std::int64_t& current(TimePoint now);
  std::int64_t balance(TimePoint now) const;

  BudgetOptions options_;
  Duration slice_;
  std::int64_t reserve_;  // in hundredths of a withdrawal, as all amounts
  std::array<std::int64_t, kept> net_{};
  std::int64_t newest_ = 0;  // slice; its place is the remainder by their number
  Counts counts_;
};

}  // namespace gameday::policy
