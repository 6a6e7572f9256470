#pragma once
// Plausible words: what a model might say about a failed build. The same dice, the same text.

#include <cstdint>
#include <string>

#include "base/dice.hpp"

namespace gameday::mock {

/// About `tokens` tokens long, at least one word.
std::string prose(Rng rng, std::uint64_t tokens);

}  // namespace gameday::mock
