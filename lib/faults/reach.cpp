#include "faults/reach.hpp"

#include <fmt/format.h>

#include "faults/counter.hpp"

namespace gameday::faults {
namespace {

// In units of 2^-64, as the plan's slices.
__extension__ using Width = unsigned __int128;
constexpr Width whole = Width{1} << 64U;

Width width_of(Ratio share) {
  return (Width{share.numerator} << 64U) / share.denominator;
}

int percent(Width width) {
  return static_cast<int>((width * 100 + whole / 2) / whole);
}

Per drawn_for(const Injection& injection) {
  return injection.selectors.per.value_or(Per::attempt);
}

/// Their slices are of one whole.
bool share_a_draw(const Injection& one, const Injection& other) {
  return drawn_for(one) == drawn_for(other) && answers_early(one.deed) == answers_early(other.deed);
}

bool is_static(const Selectors& selectors) {
  return !selectors.models.empty() || !selectors.paths.empty() || !selectors.methods.empty() ||
         !selectors.keys.empty() || !selectors.fields.empty() || selectors.stream ||
         selectors.body_over || !selectors.replicas.empty();
}

/// Whether whatever matches `later` matches `earlier` too; provable when each of its selectors is
/// absent or the same.
bool implied(const Selectors& earlier, const Selectors& later) {
  const auto weaker = [](const auto& mine, const auto& other) {
    return mine.empty() || mine == other;
  };
  return weaker(earlier.models, later.models) && weaker(earlier.paths, later.paths) &&
         weaker(earlier.methods, later.methods) && weaker(earlier.keys, later.keys) &&
         weaker(earlier.fields, later.fields) && weaker(earlier.replicas, later.replicas) &&
         (!earlier.stream || earlier.stream == later.stream) &&
         (!earlier.body_over || (later.body_over && *later.body_over >= *earlier.body_over));
}

bool covers(const Placed& earlier, const Placed& later) {
  if (answers_early(later.injection->deed) && !answers_early(earlier.injection->deed)) {
    return false;  // it is asked first
  }
  return earlier.from <= later.from && earlier.until >= later.until &&
         implied(earlier.injection->selectors, later.injection->selectors);
}

/// The shares of those that surely own a slice before `one`, counters or not.
Width slices_before(const std::vector<Placed>& before, const Placed& one) {
  Width sum = 0;
  for (const Placed& placed : before) {
    const auto& share = placed.injection->selectors.share;
    if (share && share_a_draw(*placed.injection, *one.injection) && covers(placed, one)) {
      sum += width_of(*share);
    }
  }
  return sum;
}

bool takes_all(const Placed& placed, const Placed& one) {
  const Selectors& selectors = placed.injection->selectors;
  const bool always = !selectors.share || *selectors.share == Ratio{1, 1};
  return always && !has_counter(selectors) && covers(placed, one);
}

/// Shares of others that are active at the same time, and may be met by the same attempt.
Width slices_perhaps_before(const std::vector<Placed>& before, const Placed& one) {
  Width sum = 0;
  for (const Placed& other : before) {
    const auto& share = other.injection->selectors.share;
    const bool together = other.from < one.until && one.from < other.until;
    if (share && together && share_a_draw(*other.injection, *one.injection)) {
      sum += width_of(*share);
    }
  }
  return sum;
}

}  // namespace

std::string unreachable(const std::vector<Placed>& before, const Placed& one) {
  for (const Placed& above : before) {
    // A port is shut whatever the attempts on it would have met.
    const bool concerns = !one.injection->deed.conn || above.injection->deed.conn;
    const bool comes_first =
        answers_early(one.injection->deed) && !answers_early(above.injection->deed);
    if (concerns && comes_first && takes_all(one, above)) {
      return fmt::format("answers early, before \"{}\" above is asked, and leaves it nothing",
                         above.injection->name);
    }
    if (concerns && takes_all(above, one)) {
      return fmt::format("can never be hit: \"{}\" above takes every attempt{}",
                         above.injection->name,
                         is_static(above.injection->selectors) ? " of this kind" : "");
    }
  }
  const auto& share = one.injection->selectors.share;
  if (!share) {
    return {};
  }
  const Width sum = slices_before(before, one) + width_of(*share);
  return sum > whole ? fmt::format(
                           "the shares up to here add up to {} %; more than 100 % cannot "
                           "be hit",
                           percent(sum))
                     : std::string();
}

std::vector<std::string> surprises(const std::vector<Placed>& before, const Placed& one) {
  std::vector<std::string> sentences;
  const Selectors& selectors = one.injection->selectors;
  if (!selectors.sequence.empty() && selectors.per != Per::request) {
    sentences.emplace_back(
        "when requests overlap, the order of arrival says which attempts its sequence hits; per: "
        "request makes it exact");
  }
  const Width share = selectors.share ? width_of(*selectors.share) : 0;
  const Width sum = slices_perhaps_before(before, one) + share;
  if (share > 0 && sum > whole) {
    sentences.push_back(
        fmt::format("the shares active together up to here add up to {} %; where one attempt is "
                    "meant by all of them, what is beyond 100 % is not hit",
                    percent(sum)));
  }
  return sentences;
}

}  // namespace gameday::faults
