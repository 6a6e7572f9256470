#pragma once
// Which API a provider speaks. OpenAI: POST /v1/chat/completions; Anthropic: POST /v1/messages.

#include <array>
#include <cstdint>

namespace gameday::llm {

enum class Dialect : std::uint8_t { openai, anthropic };

/// As files write them, in the order of the values.
inline constexpr std::array dialect_words = {"openai", "anthropic"};

constexpr const char* to_text(Dialect dialect) {
  return dialect_words[static_cast<std::size_t>(dialect)];
}

}  // namespace gameday::llm
