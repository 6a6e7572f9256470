#include "faults/plan.hpp"

#include <array>

namespace gameday::faults {
namespace {

// A point of [0, 1] in units of 2^-64: 1 does not fit into 64 bits.
__extension__ using Spot = unsigned __int128;

Spot width_of(Ratio share) {
  return (Spot{share.numerator} << 64U) / share.denominator;
}

std::string_view word_of(Per per) {
  return per == Per::attempt ? "attempt" : "request";
}

}  // namespace

FaultPlan::FaultPlan() : seed_(0) {}

FaultPlan::FaultPlan(std::vector<Injection> list, Seed seed, std::string experiment,
                     std::string provider)
    : list_(std::move(list)),
      seed_(seed),
      experiment_(std::move(experiment)),
      provider_(std::move(provider)) {}

std::uint64_t FaultPlan::draw(Per per, const AttemptFacts& attempt) const {
  constexpr std::string_view purpose = "fault/share";
  const std::string_view word = word_of(per);
  if (!attempt.ordinal) {
    return seed_.hash(purpose, experiment_, provider_, word, "arrival", attempt.arrival);
  }
  const std::uint64_t ordinal = *attempt.ordinal;
  if (per == Per::request) {
    return seed_.hash(purpose, experiment_, provider_, word, ordinal);
  }
  return seed_.hash(purpose, experiment_, provider_, word, ordinal, std::uint64_t{attempt.nth});
}

Decision FaultPlan::decide(const AttemptFacts& attempt, FaultLedger& ledger) const {
  std::array<Spot, 2> next_slice{};  // where the next one begins, for each kind of draw
  for (const Injection& injection : list_) {
    ledger.seen(injection.name);
    bool hit = true;
    if (injection.selectors.share) {
      const Per per = injection.selectors.per.value_or(Per::attempt);
      Spot& begin = next_slice[static_cast<std::size_t>(per)];
      const Spot end = begin + width_of(*injection.selectors.share);
      const Spot drawn = draw(per, attempt);
      hit = begin <= drawn && drawn < end;
      begin = end;
    }
    if (hit) {
      ledger.matched(injection.name);
      return {&injection};
    }
  }
  return {};
}

}  // namespace gameday::faults
