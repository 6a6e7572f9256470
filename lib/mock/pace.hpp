#pragma once
// How long one answer takes and how long it is, drawn once for each try.
//
// The head and the first token come after `first_token`, token i (from 0) i / rate later, the end
// of the answer when one more token would be due. A whole answer is there when the streamed one
// ends: same request, same time. No drift: every instant counts from the start.

#include <cstdint>
#include <optional>

#include "mock/identity.hpp"
#include "mock/options.hpp"

namespace gameday::mock {

struct Pace {
  Duration first_token{};
  std::uint64_t tokens = 1;
  bool cut = false;  // more would have come, had the client allowed it
  PerSecond rate;

  /// Since the request was read; `token` = tokens is the end of the answer.
  Duration due(std::uint64_t token) const;
  Duration total() const { return due(tokens); }
};

Pace draw_pace(const Dice& dice, const Identity& who, const Options& options,
               std::optional<std::uint64_t> max_tokens);

/// How long `tokens` take at a rate, in whole nanoseconds; at most 100 years.
Duration writing_time(std::uint64_t tokens, PerSecond rate);

}  // namespace gameday::mock
