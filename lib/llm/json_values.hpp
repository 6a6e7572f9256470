#pragma once
// Single values of JSON that somebody else wrote, which may be of any kind. simdjson's header stays
// in the .cpp files; its name is declared here.

#include <cstdint>
#include <string_view>

namespace simdjson::dom {
class element;
class object;
}  // namespace simdjson::dom

namespace gameday::llm {

/// Empty for anything but a text.
std::string_view text_of(const simdjson::dom::element& value);
/// Of the field `name`; empty where there is none, too.
std::string_view text_in(const simdjson::dom::element& value, const char* name);
std::string_view text_in(const simdjson::dom::object& object, const char* name);
/// A whole number that is not negative.
bool is_count(const simdjson::dom::element& value);
/// Zero for anything else.
std::uint64_t count_of(const simdjson::dom::element& value);
std::uint64_t count_in(const simdjson::dom::object& object, const char* name);
/// An error field that clients act upon, in a whole answer as in an event: null, false, 0 and ""
/// are none.
bool says_error(const simdjson::dom::element& value);

}  // namespace gameday::llm
