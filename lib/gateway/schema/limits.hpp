#pragma once
// What a schema and an answer may come to. The client writes the one and a provider the other, and
// while they are compared the thread serves nobody else. What goes beyond is not checked.

#include <cstddef>
#include <cstdint>

namespace gameday::gateway::schema {

/// OpenAI takes 120,000 characters of names and values in a schema; as much again for the rest.
inline constexpr std::size_t schema_bytes_most = 256 * 1024;
/// Brackets in brackets; OpenAI takes 10 objects in one another, of 4 brackets at most each.
inline constexpr std::size_t schema_depth_most = 128;
/// Places in it that are schemas themselves; OpenAI takes 5,000 properties.
inline constexpr std::size_t schema_places_most = 10'000;
/// The longest answers of today's models, 128,000 tokens, are half of it.
inline constexpr std::size_t answer_bytes_most = 1024 * 1024;
inline constexpr std::size_t answer_depth_most = 64;
/// Of a schema or an answer, names and values: to read them takes some 20 ms.
inline constexpr std::size_t values_most = 100'000;

/// Schemas that are being asked at a time, one because of the other: less than 512 bytes of stack
/// each, some times as much with sanitizers.
inline constexpr std::size_t nesting_most = 512;

/// Steps of one check: a visit of a value by a schema is `visit_work`, and what grows with either
/// counts besides. 2,000,000 take some 50 ms.
inline constexpr std::uint64_t work_most = 2'000'000;
inline constexpr std::uint64_t visit_work = 16;
/// Of all answers of one request: other targets', and `n` choices.
inline constexpr std::uint64_t request_work_most = 3 * work_most;
/// To find the words for what is wrong: a second round, which keeps what it finds in memory.
inline constexpr std::uint64_t wording_work_most = work_most / 4;
/// To read a value.
inline constexpr std::uint64_t read_work = 8;
/// To compare a value with one of an enum.
inline constexpr std::uint64_t comparison_work = 8;
/// Bytes that are a step where they are copied …
inline constexpr std::size_t step_bytes = 64;
/// … and where their characters are counted, or compared.
inline constexpr std::size_t text_step_bytes = 8;

/// Of the sentence that says what is wrong.
inline constexpr std::size_t sentence_bytes_most = 240;

}  // namespace gameday::gateway::schema
