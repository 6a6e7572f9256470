#include "faults/plan.hpp"

#include <algorithm>
#include <array>

#include "faults/counter.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

// A point of [0, 1] in units of 2^-64: 1 does not fit into 64 bits.
__extension__ using Spot = unsigned __int128;

Spot width_of(Ratio share) {
  return (Spot{share.numerator} << 64U) / share.denominator;
}

Per drawn_for(const Selectors& selectors) {
  return selectors.per.value_or(Per::attempt);
}

/// Model, stream and size are the body's; so is the marker, by which requests are told apart.
bool selects_by_body(const Selectors& selectors) {
  const bool looks = !selectors.models.empty() || selectors.stream || selectors.body_over;
  const auto by_body = [](Per per) {
    return per == Per::attempt || per == Per::request || per == Per::model;
  };
  const bool draws = selectors.share && by_body(drawn_for(selectors));
  const bool counts = has_counter(selectors) && by_body(selectors.per.value_or(Per::proxy));
  return looks || draws || counts;
}

/// What happens before the answer's head happens when the request has been read.
bool acts_before_answer(const Deed& deed) {
  return deed.respond || (deed.delay && deed.delay->headers) ||
         (deed.cut && before_headers(deed.cut->point)) ||
         std::any_of(deed.stalls.begin(), deed.stalls.end(),
                     [&](const Stall& stall) { return before_headers(stall.point); });
}

/// A wait, or a size, is drawn for the attempt of a request, which only its marker tells.
bool draws_by_marker(const Deed& deed) {
  const auto drawn = [](const std::optional<Wait>& wait) { return wait && wait->drawn; };
  const bool sizes = deed.resegment && deed.resegment->most > deed.resegment->least;
  return sizes || (deed.delay && (drawn(deed.delay->first_event) || drawn(deed.delay->each_event)));
}

bool is_early(const Injection& injection) {
  return answers_early(injection.deed);
}

bool body_first(const Injection& injection) {
  if (is_early(injection)) {
    return false;
  }
  return selects_by_body(injection.selectors) || acts_before_answer(injection.deed) ||
         draws_by_marker(injection.deed);
}

}  // namespace

FaultPlan::FaultPlan() : seed_(0) {}

FaultPlan::FaultPlan(std::vector<Injection> list, Seed seed, std::string experiment,
                     std::string provider)
    : list_(std::move(list)),
      seed_(seed),
      experiment_(std::move(experiment)),
      provider_(std::move(provider)),
      needs_body_(std::any_of(list_.begin(), list_.end(), body_first)),
      decides_early_(std::any_of(list_.begin(), list_.end(), is_early)) {}

std::uint64_t FaultPlan::draw(bool early, Per per, const AttemptFacts& attempt) const {
  const std::string_view purpose = early ? "fault/early" : "fault/share";
  const std::string_view word = per_words[static_cast<std::size_t>(per)];
  const CellName cell = cell_of(per, attempt);
  switch (per) {
    case Per::key:
    case Per::model:
      return seed_.hash(purpose, experiment_, provider_, word, cell.text);
    case Per::connection:
      return seed_.hash(purpose, experiment_, provider_, word, cell.number);
    case Per::proxy:
      return seed_.hash(purpose, experiment_, provider_, word);
    case Per::attempt:
    case Per::request:
      break;
  }
  if (!attempt.ordinal) {
    return seed_.hash(purpose, experiment_, provider_, word, "arrival", attempt.arrival);
  }
  const std::uint64_t ordinal = *attempt.ordinal;
  if (per == Per::request) {
    return seed_.hash(purpose, experiment_, provider_, word, ordinal);
  }
  return seed_.hash(purpose, experiment_, provider_, word, ordinal, std::uint64_t{attempt.nth});
}

std::uint64_t FaultPlan::dice(const AttemptFacts& attempt) const {
  constexpr std::string_view purpose = "fault/dice";
  if (!attempt.ordinal) {
    return seed_.hash(purpose, experiment_, provider_, "arrival", attempt.arrival);
  }
  return seed_.hash(purpose, experiment_, provider_, std::uint64_t{*attempt.ordinal},
                    std::uint64_t{attempt.nth});
}

const Injection* FaultPlan::door(std::uint16_t replica) const {
  const auto found = std::find_if(list_.begin(), list_.end(), [&](const Injection& injection) {
    return injection.deed.conn && chooses_replica(injection.selectors, replica);
  });
  return found == list_.end() ? nullptr : &*found;
}

Decision FaultPlan::decide(const AttemptFacts& attempt, FaultLedger& ledger) const {
  return decide(attempt, ledger, false);
}

Decision FaultPlan::decide_early(const AttemptFacts& attempt, FaultLedger& ledger) const {
  return decide(attempt, ledger, true);
}

Decision FaultPlan::decide(const AttemptFacts& attempt, FaultLedger& ledger, bool early) const {
  std::array<Spot, per_words.size()> next_slice{};  // where it begins, for each kind of draw
  for (const Injection& injection : list_) {
    if (injection.deed.conn || is_early(injection) != early) {
      continue;  // a shut port says nothing of those that came in before
    }
    ledger.seen(injection.name);
    if (!matches(injection.selectors, attempt)) {
      continue;
    }
    const Counted counted = count(injection, attempt, ledger);
    bool hit = counted.holds;
    if (injection.selectors.share) {
      const Per per = drawn_for(injection.selectors);
      Spot& begin = next_slice[static_cast<std::size_t>(per)];
      const Spot end = begin + width_of(*injection.selectors.share);
      const Spot drawn = draw(early, per, attempt);
      hit = hit && begin <= drawn && drawn < end;
      begin = end;
    }
    if (hit) {
      return {&injection, ledger.matched(injection.name), counted.next_token, dice(attempt)};
    }
  }
  return {};
}

}  // namespace gameday::faults
