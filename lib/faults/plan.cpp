#include "faults/plan.hpp"

#include <algorithm>
#include <array>

#include "faults/before_answer.hpp"
#include "faults/counter.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

// A point of [0, 1] in units of 2^-64: 1 does not fit into 64 bits.
__extension__ using Spot = unsigned __int128;

Spot width_of(Ratio share) {
  return (Spot{share.numerator} << 64U) / share.denominator;
}

/// Model, stream and size are the body's; so is the marker, by which requests are told apart.
bool selects_by_body(const Injection& injection) {
  const Selectors& selectors = injection.selectors;
  const bool looks = !selectors.models.empty() || selectors.stream || selectors.body_over;
  const auto by_body = [](Per per) {
    return per == Per::attempt || per == Per::request || per == Per::model;
  };
  const bool draws = selectors.share && by_body(drawn_for(injection));
  const bool counts = has_counter(selectors) && by_body(selectors.per.value_or(Per::proxy));
  return looks || draws || counts;
}

/// A wait, or a size, is drawn for the attempt of a request, which only its marker tells.
bool draws_by_marker(const Deed& deed) {
  const auto drawn = [](const std::optional<Wait>& wait) { return wait && wait->drawn; };
  const bool sizes = deed.resegment && deed.resegment->most > deed.resegment->least;
  return sizes || (deed.delay && (drawn(deed.delay->first_event) || drawn(deed.delay->each_event)));
}

bool body_first(const Injection& injection) {
  return level_of(injection.deed) == Level::body &&
         (selects_by_body(injection) || acts_before_answer(injection.deed) ||
          draws_by_marker(injection.deed));
}

bool any_of(const std::vector<Injection>& list, Level level) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Injection& injection) { return level_of(injection.deed) == level; });
}

/// What holds for everybody, or for that replica: the first; null: nothing.
const Injection* first_of(const std::vector<Injection>& list, Level level, std::uint16_t replica) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Injection& injection) {
    return level_of(injection.deed) == level && chooses_replica(injection.selectors, replica);
  });
  return found == list.end() ? nullptr : &*found;
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
      decides_early_(any_of(list_, Level::head)),
      decides_connections_(any_of(list_, Level::connection)),
      has_lookups_(any_of(list_, Level::lookup)) {}

std::uint64_t FaultPlan::draw(Level level, Per per, const AttemptFacts& attempt) const {
  const std::string_view purpose = level == Level::connection ? "fault/conn"
                                   : level == Level::head     ? "fault/early"
                                                              : "fault/share";
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

std::uint64_t FaultPlan::dice(const AttemptFacts& attempt, Level level) const {
  constexpr std::string_view purpose = "fault/dice";
  if (level == Level::connection) {
    return seed_.hash(purpose, experiment_, provider_, "connection", attempt.connection);
  }
  if (!attempt.ordinal) {
    return seed_.hash(purpose, experiment_, provider_, "arrival", attempt.arrival);
  }
  return seed_.hash(purpose, experiment_, provider_, std::uint64_t{*attempt.ordinal},
                    std::uint64_t{attempt.nth});
}

const Injection* FaultPlan::lookup(std::uint16_t replica) const {
  return first_of(list_, Level::lookup, replica);
}

const Injection* FaultPlan::door(std::uint16_t replica) const {
  return first_of(list_, Level::port, replica);
}

/// Whoever is here has a connection: one that it kept, or its lookups are none of ours. After a
/// late lookup there is one as well, so nothing is known then.
void FaultPlan::pass_lookups(const AttemptFacts& attempt, FaultLedger& ledger) const {
  for (const Injection& injection : list_) {
    const auto& dns = injection.deed.dns;
    const bool told = dns && (attempt.foreign_resolver || dns->kind != Dns::Kind::late);
    if (told && chooses_replica(injection.selectors, attempt.replica)) {
      ledger.seen(injection.name);
      ledger.matched(injection.name);
      ledger.bypassed(injection.name,
                      attempt.foreign_resolver ? "not_our_resolver" : "kept_connection");
    }
  }
}

Decision FaultPlan::decide(const AttemptFacts& attempt, FaultLedger& ledger) const {
  if (has_lookups_) {
    pass_lookups(attempt, ledger);
  }
  return decide(attempt, ledger, Level::body);
}

Decision FaultPlan::decide_early(const AttemptFacts& attempt, FaultLedger& ledger) const {
  return decide(attempt, ledger, Level::head);
}

Decision FaultPlan::decide_connection(const AttemptFacts& facts, FaultLedger& ledger) const {
  return decide(facts, ledger, Level::connection);
}

Decision FaultPlan::decide(const AttemptFacts& attempt, FaultLedger& ledger, Level level) const {
  std::array<Spot, per_words.size()> next_slice{};  // where it begins, for each kind of draw
  for (const Injection& injection : list_) {
    if (level_of(injection.deed) != level) {
      continue;  // it was decided before, or will be; a shut port is for nobody who is in
    }
    ledger.seen(injection.name, level == Level::connection);
    if (!matches(injection.selectors, attempt)) {
      continue;
    }
    const Counted counted = count(injection, attempt, ledger);
    bool hit = counted.holds;
    if (injection.selectors.share) {
      const Per per = drawn_for(injection);
      Spot& begin = next_slice[static_cast<std::size_t>(per)];
      const Spot end = begin + width_of(*injection.selectors.share);
      const Spot drawn = draw(level, per, attempt);
      hit = hit && begin <= drawn && drawn < end;
      begin = end;
    }
    if (hit) {
      return {&injection, ledger.matched(injection.name), counted.next_token, dice(attempt, level)};
    }
  }
  return {};
}

}  // namespace gameday::faults
