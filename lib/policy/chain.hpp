#pragma once
// A chain of targets, and what a request that goes along it comes to. Shared by whoever walks it:
// one target after the other, or one beside the other.

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "policy/attempt.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

/// Why this request cannot be said to a target; nothing: it can.
using Misfit = std::function<std::optional<Failure>(const Request&)>;

struct ChainTarget {
  std::unique_ptr<Attempt> attempt;
  Misfit misfit;  // empty: takes any request
};

/// The way of one request: a target to which it cannot be said is passed over as if it did not
/// stand in the chain. A target's place is its number.
class ChainWay {
 public:
  /// At least one target; they outlive it. The first place that is asked is `from` or behind it.
  ChainWay(const std::vector<ChainTarget>& targets, const Request& request, std::size_t from);

  /// The place, or end().
  std::size_t first() const { return fitting(from_); }
  std::size_t after(std::size_t place) const { return fitting(place + 1); }
  std::size_t end() const { return end_; }
  /// The try of this place, with `attempt`'s bound.
  Try try_of(std::size_t place, const Try& attempt) const;
  /// Nobody can be asked: why not the first.
  Failure why_none() const;

 private:
  std::size_t fitting(std::size_t place) const;

  std::size_t from_;
  std::size_t end_;                              // behind the last that fits
  std::vector<std::optional<Failure>> misfits_;  // empty when all fit
};

/// Answers, the caller's own mistakes and the end of the caller's patience end the chain.
bool ends_chain(const Outcome& outcome);
/// No target may be asked any more: the bound is over.
Failure too_late(const Try& attempt);

/// What a walk along a chain has heard. The first target that was asked speaks for the chain; where
/// all have refused, the one that may be asked first says when.
class Heard {
 public:
  void add(Failure failure);
  /// The first place that a slow start has refused.
  std::optional<std::size_t> spared() const { return spared_; }
  /// After one add() at least.
  Failure whole() && { return std::move(*first_); }

 private:
  std::optional<Failure> first_;
  std::optional<std::size_t> spared_;
};

/// The end of a walk on which nobody has answered. Whom a slow start has spared is asked after all:
/// an answer is worth more than its rest.
rt::awaitable<Outcome> end_of_chain(const rt::Clock& clock, const std::vector<ChainTarget>& targets,
                                    const ChainWay& way, Heard& heard, Call& call, Try attempt);

/// Of targets that are asked until one answers.
void describe_chain(const std::vector<ChainTarget>& targets, Description& description);

}  // namespace gameday::policy
