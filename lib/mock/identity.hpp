#pragma once
// Who is asking, as the dice know it: the same in every arm and in whatever order they come.

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "base/dice.hpp"
#include "base/marker.hpp"

namespace gameday::mock {

/// A request's try on this provider. Without a marker `ordinal` is the arrival number.
struct Identity {
  bool marked = false;
  std::uint64_t ordinal = 0;
  std::uint64_t nth = 0;  // tries of a marked request that came before
};

/// Counts arrivals, and tries of each marked request. Grows by one entry a request: a provider
/// lives for one experiment.
class Visitors {
 public:
  Identity next(std::optional<Marker> marker) {
    ++arrivals_;
    if (!marker) {
      return {false, arrivals_, 0};
    }
    return {true, marker->ordinal, tries_[marker->ordinal]++};
  }

 private:
  std::uint64_t arrivals_ = 0;
  std::map<std::uint32_t, std::uint64_t> tries_;
};

/// The dice of one purpose for one try.
struct Dice {
  Seed seed;
  std::string_view experiment;
  std::string_view provider;

  std::uint64_t hash(std::string_view purpose, const Identity& who) const {
    const std::string_view kind = who.marked ? "marked" : "arrival";
    return seed.hash(purpose, experiment, provider, kind, who.ordinal, who.nth);
  }
  Rng stream(std::string_view purpose, const Identity& who) const {
    return Rng(hash(purpose, who));
  }
};

}  // namespace gameday::mock
