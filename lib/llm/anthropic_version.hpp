#pragma once
// The versions of Anthropic's Messages that are alive, by the `anthropic-version` of a request.
// Source: Anthropic API reference, "Versions". 2026-10-21 takes no sampling parameters at all.

#include <array>
#include <cstdint>
#include <string_view>

namespace gameday::llm {

enum class AnthropicVersion : std::uint8_t { v2023_06_01, v2026_10_21 };

/// As files and header fields write them, in the order of the values.
inline constexpr std::array<std::string_view, 2> anthropic_versions = {"2023-06-01", "2026-10-21"};

constexpr std::string_view to_text(AnthropicVersion version) {
  return anthropic_versions[static_cast<std::size_t>(version)];
}

}  // namespace gameday::llm
