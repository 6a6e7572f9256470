#pragma once
// What a chat request must be before any provider is bothered with it. Pure.

#include <optional>
#include <string_view>

#include "gateway/answer.hpp"

namespace gameday::gateway {

/// Nothing when it can go on; else what the caller is told.
std::optional<ErrorAnswer> mistake_in(std::string_view body);

}  // namespace gameday::gateway
