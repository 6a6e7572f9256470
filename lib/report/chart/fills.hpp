#pragma once
// The classes of requests as they are drawn: each a colour and a texture, so that greyscale works.
// `late` is any answer after slo.answer, whoever gave it; it is drawn only and stands in no JSON:
// without it a hang of 30 s looks healthy.

#include <array>
#include <cstdint>
#include <string>

#include "record/records.hpp"

namespace gameday::report::chart {

enum class Fill : std::uint8_t {
  ok,
  degraded,
  late,
  http_4xx,
  http_429,
  http_5xx,
  connect_error,
  reset,
  timeout,
  truncated_stream,
  stream_error,
  bad_payload,
  schema_violation,
  not_sent,
  unfinished,
  left
};
inline constexpr std::size_t fill_count = 16;
inline constexpr std::size_t answered_fills = 3;  // the first of them

constexpr Fill fill_at(std::size_t index) {
  return static_cast<Fill>(index);
}
constexpr std::size_t index_of(Fill fill) {
  return static_cast<std::size_t>(fill);
}
/// Of a request without an answer.
Fill fill_of(record::Outcome outcome);

/// The suffix of its CSS class and variables: `http-429`.
const char* css_name(Fill fill);
/// `ok`, `late`, `429`: of a failure without its status.
const char* fill_word(Fill fill);

}  // namespace gameday::report::chart
