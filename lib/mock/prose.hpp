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

/// Any text, cut as tokens would be: about four bytes each, never inside a character of UTF-8. They
/// point into `text`.
std::vector<std::string_view> letters_of(std::string_view text);

/// `bytes` of words, for who wants an answer to be large.
std::string padding(std::uint64_t bytes);

}  // namespace gameday::mock
