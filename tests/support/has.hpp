#pragma once
// For assertions on pages and metrics: whether a text holds a part.

#include <string>
#include <string_view>

namespace gameday::test {

/// `text` may be a JSON value: it becomes a text by itself.
inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace gameday::test
