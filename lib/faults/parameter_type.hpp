#pragma once
// What a parameter of the catalogue takes, for programs that build injections: its type, its
// default as JSON, what it may be chosen from, its bounds.

#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.hpp"
#include "faults/catalogue.hpp"

namespace gameday::faults {

/// integer, boolean, duration, size, rate, share, place, interval (`1 event`, `15s`), choice, list
/// or text: as the parameter says, else by the looks of its default.
std::string_view type_of(const Parameter& parameter);

/// The words that it may be: all of them for a choice, for other types those besides a value.
std::vector<std::string> choices_of(const Parameter& parameter);

/// `name`, `type`, `default`, and where it has them `choices`, `minimum`, `maximum`. Integers and
/// booleans are bare, all else is a text as it stands in a file; no default is null.
void write_parameter(JsonWriter& json, const Parameter& parameter);

}  // namespace gameday::faults
