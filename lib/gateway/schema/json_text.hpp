#pragma once
// JSON from strangers, read as JSON Schema understands it: 1.0 is the integer 1. Whatever comes out
// is as shallow as was asked for, so that it may be walked by recursion. Pure; throws nothing.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace gameday::gateway::schema {

enum class Read : std::uint8_t { ok, not_json, too_large, unsupported };

struct Size {
  std::uint64_t steps = 0;         // a value is one, and so many bytes of its texts
  std::uint64_t longest_text = 0;  // in bytes
  std::uint64_t longest_key = 0;   // likewise
  std::size_t depth = 0;           // of brackets
};

/// `into` and `size` hold something only when it is ok. Too large: more than `values_most`, or
/// deeper than `depth_most`. NUL in a text, and numbers that no 64 bits can tell apart, are
/// unsupported.
Read read_json(std::string_view text, std::size_t depth_most, nlohmann::json& into, Size& size);

struct Shape {
  std::size_t depth = 0;   // brackets in brackets, outside of texts
  std::size_t values = 0;  // at most
};
/// Without reading it: it may be as deep as it is long. Of what is no JSON, any numbers.
Shape shape_of(std::string_view json);
/// Of what read_json() has read.
Size size_of(const nlohmann::json& value);

}  // namespace gameday::gateway::schema
