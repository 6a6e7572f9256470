#pragma once
// The action `answer`: what a mock says instead of what it would have said. The fault proxy decides
// as for any fault and tells the mock in a header field of the request; a mock that has done it
// says so in the same field of its answer. Neither leaves the proxy. Plain data and that field's
// text, for both ends of it. docs/faults.md has the words.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"

namespace gameday::faults {

struct MockAnswer {
  enum class Content : std::uint8_t { none, empty, reasoning };
  enum class Finish : std::uint8_t { stop, length, content_filter, refusal, tool_calls };
  /// What stands where an instance of a JSON schema was asked for.
  enum class Schema : std::uint8_t { prose, fenced, renamed, echo, wrong_type };
  /// What is wrong with calls of tools.
  enum class Tools : std::uint8_t {
    index_zero,
    no_index,
    no_id,
    same_id,
    blank_id,
    blank_args,
    wrong_index,
    one_chunk
  };
  /// What a request is refused for, if it has it.
  enum class Refuse : std::uint8_t {
    temperature,
    temperature_with_top_p,
    max_tokens,
    prefill,
    response_format
  };
  /// How much of the answer is kept: so many deltas, or a part of them.
  struct Keep {
    std::uint64_t deltas = 0;
    std::optional<Ratio> part;  // instead of `deltas`
    bool operator==(const Keep&) const = default;
  };

  std::optional<std::string> text;
  std::optional<Content> content;
  std::optional<Finish> finish;
  std::optional<Keep> cut;
  std::optional<Bytes> pad;  // at least so large is its first event with content
  std::optional<Schema> schema;
  std::optional<Tools> tools;
  std::vector<Refuse> refuse;  // each once, in the order of Refuse
  bool operator==(const MockAnswer&) const = default;
};

/// In the order of the enumerations.
inline constexpr std::array<std::string_view, 3> content_words = {"none", "empty", "reasoning"};
inline constexpr std::array<std::string_view, 5> finish_words = {"stop", "length", "content_filter",
                                                                 "refusal", "tool_calls"};
inline constexpr std::array<std::string_view, 5> schema_words = {"prose", "fenced", "renamed",
                                                                 "echo", "wrong_type"};
inline constexpr std::array<std::string_view, 8> tools_words = {
    "index_zero", "no_index",   "no_id",       "same_id",
    "blank_id",   "blank_args", "wrong_index", "one_chunk"};
inline constexpr std::array<std::string_view, 5> refuse_words = {
    "temperature", "temperature_with_top_p", "max_tokens", "prefill", "response_format"};

/// The field's name, both ways.
inline constexpr std::string_view answer_field = "x-gameday-answer";

/// A head may have 64 KiB by most servers' measure, and every byte of a text is two in the field.
inline constexpr std::size_t answer_text_most = 4 * 1024;
/// Twice what a gateway of ours holds of one body, so that its limit can be met.
inline constexpr Bytes answer_pad_most{64ULL * 1024 * 1024};
inline constexpr std::uint64_t answer_deltas_most = 1'000'000;

/// `1;content=none;finish=stop`: visible ASCII, the version first, at most answer_text_most * 2 and
/// a few hundred bytes long.
std::string to_field(const MockAnswer& answer);
/// Nothing for another version, and for what to_field never writes.
std::optional<MockAnswer> from_field(std::string_view field);

/// What the mock says to it: done, or why nothing was done (a reason of docs/faults.md).
inline constexpr std::string_view answer_done = "done";
/// `needs_mock` where the field is none of a mock's.
std::string_view bypass_reason(std::string_view field);

}  // namespace gameday::faults
