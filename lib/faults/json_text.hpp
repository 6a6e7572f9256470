#pragma once
// The JSON that a tree of a file stands for: `{error: {code: 502}}` is {"error":{"code":502}}.

#include <string>

#include "base/value.hpp"

namespace gameday::faults {

/// Unquoted true, false, null and JSON numbers are what they look like; all other texts are texts.
std::string json_text(const Value& value);

}  // namespace gameday::faults
