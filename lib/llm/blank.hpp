#pragma once
// Texts that say nothing. Anthropic refuses them; clients and servers send them all the same.

#include <string_view>

namespace gameday::llm {

/// Nothing but white space, or nothing at all.
inline bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

}  // namespace gameday::llm
