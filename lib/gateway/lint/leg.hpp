#pragma once
// What one target of a chain comes to under one failure: tries, how long one lasts, and the waits
// between them. Pure; policy's own tables decide.

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/lint/worst_case.hpp"

namespace gameday::gateway::lint {

/// A wait that dice, or what other requests did to the keys, may draw from a range.
struct Wait {
  Duration least{};
  Duration most{};
  std::uint32_t tries = 1;  // that follow it
};

struct Leg {
  std::size_t target = 0;   // place in the chain
  std::uint32_t first = 1;  // tries before any wait: one, or one a key
  Duration each{};          // the longest that one try lasts
  Duration slack{};         // waits for keys that come back and for slots, in all at most
  std::vector<Wait> waits;
  bool ends = false;  // nobody is asked after it
};

/// Of every target in chain order, up to the first that ends it. Never empty.
std::vector<Leg> legs_of(const Options& options, const Situation& situation);
/// … when any try may fail in any way, as late as its limit allows.
std::vector<Leg> legs_of_anything(const Options& options);

/// Of one try, whatever it does.
Duration try_limit(const Timeouts& timeouts, Shape shape);
/// The longest that one try lasts in this situation.
Duration try_time(const Timeouts& timeouts, const Situation& situation);

/// Keys that may ask for the model of this target.
std::uint32_t serving_keys(const Options& options, std::size_t place);
const Provider& provider_of(const Options& options, std::size_t target);

}  // namespace gameday::gateway::lint
