#pragma once
// An injection as the plan hash sees it: every field that can change what happens, nothing else.

#include "base/json_writer.hpp"
#include "faults/injection.hpp"

namespace gameday::faults {

/// Keys and values into the object that is open. What is not set is not written, so that a plan
/// that does not use a new word keeps its hash.
void add_canonical(JsonWriter& json, const Injection& injection);

}  // namespace gameday::faults
