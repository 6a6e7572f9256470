#pragma once
// Why an answer passed without a check although one was asked for. Metrics count each apart.

#include <array>
#include <cstddef>
#include <cstdint>

namespace gameday::gateway::schema {

enum class Unchecked : std::uint8_t {
  schema_too_large,
  schema_invalid,      // not a schema: a keyword with a value that it cannot have
  schema_unsupported,  // a $ref that leads elsewhere or nowhere, numbers beyond 64 bits
  schema_loops,        // it asks itself about the same value, without end
  answer_too_large,
  answer_unsupported,  // numbers beyond 64 bits, NUL in a text
  too_much_work,       // small, but made to take long
  internal             // a library gave up
};
inline constexpr std::size_t unchecked_count = 8;

/// `schema_too_large`
const char* to_text(Unchecked reason);

/// What has become of the answers that were to be checked, each choice by itself.
struct FormCounts {
  std::uint64_t fits = 0;
  std::uint64_t violations = 0;
  std::array<std::uint64_t, unchecked_count> unchecked{};  // by reason
};

}  // namespace gameday::gateway::schema
