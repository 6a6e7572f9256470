#pragma once
// Does a body speak of a field at all? Before a parse that most requests can be spared.

#include <cstring>
#include <string_view>

namespace gameday::gateway {

/// `name` with its quotation marks. std::string_view::find stops at each of those: four times as
/// long.
inline bool mentions(std::string_view body, std::string_view name) {
  return memmem(body.data(), body.size(), name.data(), name.size()) != nullptr;
}

}  // namespace gameday::gateway
