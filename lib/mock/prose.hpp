#pragma once
// Plausible words: what a model might say about a failed build. The same dice, the same text.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/dice.hpp"

namespace gameday::mock {

/// About `tokens` tokens long, at least one word.
std::string prose(Rng rng, std::uint64_t tokens);

/// The prose of `tokens` tokens cut into exactly so many pieces, none of them empty: a word with
/// the blank before it, some words in two halves. They point into `text`.
std::vector<std::string_view> tokens_of(std::string_view text, std::uint64_t tokens);

}  // namespace gameday::mock
