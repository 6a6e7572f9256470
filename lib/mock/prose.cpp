#include "mock/prose.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace gameday::mock {
namespace {

constexpr auto words = std::to_array<std::string_view>(
    {"the",       "build",   "failed",   "because", "a",       "test",    "expected", "value",
     "was",       "not",     "returned", "by",      "service", "after",   "second",   "retry",
     "timeout",   "in",      "step",     "compile", "cache",   "missed",  "and",      "package",
     "version",   "changed", "between",  "runs",    "log",     "shows",   "an",       "assertion",
     "near",      "line",    "of",       "module",  "which",   "depends", "on",       "database",
     "migration", "that",    "did",      "finish",  "before",  "job",     "started",  "network",
     "request",   "to",      "registry", "ended",   "with",    "status",  "this",     "looks",
     "flaky",     "rather",  "than",     "broken",  "check",   "recent",  "commits",  "first"});

// English has about four tokens to three words.
constexpr std::uint64_t words_for(std::uint64_t tokens) {
  return std::max<std::uint64_t>(1, tokens * 3 / 4);
}

}  // namespace

std::string prose(Rng rng, std::uint64_t tokens) {
  std::string text;
  std::uint64_t left_in_sentence = 0;
  for (std::uint64_t left = words_for(tokens); left > 0; --left) {
    const std::string_view word = words[rng.below(words.size())];
    if (left_in_sentence == 0) {
      left_in_sentence = 6 + rng.below(9);
      text += text.empty() ? "" : " ";
      text += static_cast<char>(word.front() - 'a' + 'A');
      text += word.substr(1);
    } else {
      text += ' ';
      text += word;
    }
    --left_in_sentence;
    if (left_in_sentence == 0 || left == 1) {
      text += '.';
    }
  }
  return text;
}

std::vector<std::string_view> tokens_of(std::string_view text, std::uint64_t tokens) {
  const std::uint64_t words_in_text = words_for(tokens);
  const std::uint64_t halved = tokens - words_in_text;  // never more than there are words
  std::vector<std::string_view> pieces;
  pieces.reserve(static_cast<std::size_t>(tokens));
  for (std::uint64_t word = 0; !text.empty(); ++word) {
    const std::size_t end = std::min(text.find(' ', 1), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(end);
    // Spread evenly; only a text of one word halves its first one, and that one has its period.
    if ((word + 1) * halved / words_in_text > word * halved / words_in_text) {
      pieces.push_back(piece.substr(0, piece.size() / 2));
      pieces.push_back(piece.substr(piece.size() / 2));
    } else {
      pieces.push_back(piece);
    }
  }
  return pieces;
}

std::vector<std::string_view> letters_of(std::string_view text) {
  constexpr std::size_t usual = 4;
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    std::size_t end = std::min(usual, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      ++end;
    }
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return pieces;
}

std::string padding(std::uint64_t bytes) {
  constexpr std::string_view word = "padding ";
  std::string text;
  text.reserve(bytes);
  while (text.size() < bytes) {
    text += word.substr(0, bytes - text.size());
  }
  return text;
}

}  // namespace gameday::mock
