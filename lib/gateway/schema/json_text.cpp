#include "gateway/schema/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "gateway/schema/limits.hpp"

namespace gameday::gateway::schema {

namespace {

using nlohmann::json;

constexpr double integers_end = 9223372036854775808.0;  // 2^63

void add_text(const std::string& text, std::uint64_t& steps, std::uint64_t& longest) {
  steps += text.size() / step_bytes;
  longest = std::max<std::uint64_t>(longest, text.size());
}

void add(const json& value, std::size_t depth, Size& size) {
  ++size.steps;
  if (value.is_string()) {
    add_text(value.get_ref<const std::string&>(), size.steps, size.longest_text);
  }
  if (!value.is_structured()) {
    return;
  }
  size.depth = std::max(size.depth, depth + 1);
  for (const auto& [key, inner] : value.items()) {
    if (value.is_object()) {
      add_text(key, size.steps, size.longest_key);
    }
    add(inner, depth + 1, size);
  }
}

/// False: a number that is not the one that was written.
bool settle_numbers(json& value) {
  if (value.is_structured()) {
    return std::all_of(value.begin(), value.end(), settle_numbers);
  }
  if (value.is_number_unsigned()) {
    return value.get<std::uint64_t>() <=
           static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  }
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (!(std::abs(number) < integers_end)) {
      return false;
    }
    if (number == std::trunc(number)) {
      value = static_cast<std::int64_t>(number);
    }
  }
  return true;
}

}  // namespace

Shape shape_of(std::string_view json) {
  Shape shape;
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char one = json[at];
    if (in_text) {
      at += one == '\\' ? 1 : 0;
      in_text = one != '"';
    } else if (one == '"') {
      in_text = true;
    } else if (one == '{' || one == '[') {
      shape.depth = std::max(shape.depth, ++depth);
      ++shape.values;
    } else if ((one == '}' || one == ']') && depth > 0) {
      --depth;
    } else if (one == ',' || one == ':') {
      ++shape.values;
    }
  }
  return shape;
}

Size size_of(const json& value) {
  Size size;
  add(value, 0, size);
  return size;
}

Read read_json(std::string_view text, std::size_t depth_most, json& into, Size& size) {
  if (const Shape shape = shape_of(text); shape.depth > depth_most || shape.values > values_most) {
    return Read::too_large;
  }
  json read = json::parse(text, nullptr, false);
  if (read.is_discarded()) {
    return Read::not_json;
  }
  // C strings of a library would end at it.
  if (text.find("\\u0000") != std::string_view::npos || !settle_numbers(read)) {
    return Read::unsupported;
  }
  size = size_of(read);
  into = std::move(read);
  return Read::ok;
}

}  // namespace gameday::gateway::schema
