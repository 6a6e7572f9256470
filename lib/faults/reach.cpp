#include "faults/reach.hpp"

#include <fmt/format.h>

#include "faults/counter.hpp"
#include "faults/words.hpp"

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

/// Their slices are of one whole.
bool share_a_draw(const Injection& one, const Injection& other) {
  return drawn_for(one) == drawn_for(other) && level_of(one.deed) == level_of(other.deed);
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
  if (level_of(later.injection->deed) < level_of(earlier.injection->deed)) {
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

/// Whether what `above` takes can no longer meet `one`: lookups, connections and attempts are each
/// decided once, and where nobody gets in there are no attempts. A lookup that fails leaves the
/// connections that there are.
bool leaves_nothing(const Placed& above, const Placed& one) {
  const Deed& deed = above.injection->deed;
  if (deed.dns || one.injection->deed.dns) {
    return deed.dns && one.injection->deed.dns;
  }
  const bool connections = level_of(deed) <= Level::connection;
  if (level_of(one.injection->deed) <= Level::connection) {
    return connections;
  }
  return !connections || (deed.conn && lets_nobody_in(*deed.conn));
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
    const bool comes_first = level_of(one.injection->deed) == Level::head &&
                             level_of(above.injection->deed) == Level::body;
    if (comes_first && takes_all(one, above)) {
      return fmt::format("is decided before \"{}\" above is asked, and leaves it nothing",
                         above.injection->name);
    }
    if (leaves_nothing(above, one) && takes_all(above, one)) {
      const Level level = level_of(one.injection->deed);
      return fmt::format("can never be hit: \"{}\" above takes every {}{}", above.injection->name,
                         level > Level::connection ? "attempt"
                         : level > Level::lookup   ? "connection"
                                                   : "lookup",
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

std::string needs_tls(const Injection& injection) {
  const auto& conn = injection.deed.conn;
  return conn && is_of_tls(*conn)
             ? fmt::format("conn: {}", conn_words[static_cast<std::size_t>(conn->kind)])
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
