#include "llm/json_values.hpp"

#include <simdjson.h>

namespace gameday::llm {

namespace dom = simdjson::dom;

std::string_view text_of(const dom::element& value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string_view text_in(const dom::element& value, const char* name) {
  std::string_view text;
  return value[name].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string_view text_in(const dom::object& object, const char* name) {
  std::string_view text;
  return object[name].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool is_count(const dom::element& value) {
  return value.is<std::uint64_t>();
}

std::uint64_t count_in(const dom::object& object, const char* name) {
  std::uint64_t count = 0;
  return object[name].get(count) == simdjson::SUCCESS ? count : 0;
}

std::uint64_t count_of(const dom::element& value) {
  std::uint64_t count = 0;
  return value.get(count) == simdjson::SUCCESS ? count : 0;
}

bool says_error(const dom::element& value) {
  switch (value.type()) {
    case dom::element_type::NULL_VALUE:
      return false;
    case dom::element_type::BOOL:
      return value.get_bool().value_unsafe();
    case dom::element_type::STRING:
      return !text_of(value).empty();
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
      return count_of(value) != 0;
    default:
      return true;
  }
}

}  // namespace gameday::llm
