#pragma once
// The words of each enumeration, in the order of its values.

#include <array>
#include <optional>
#include <string_view>

#include "record/records.hpp"

namespace gameday::record {

inline constexpr std::array window_words = {"baseline", "fault", "recovery"};
inline constexpr std::array outcome_words = {"ok",
                                             "http_4xx",
                                             "http_429",
                                             "http_5xx",
                                             "connect_error",
                                             "reset",
                                             "timeout",
                                             "truncated_stream",
                                             "stream_error",
                                             "bad_payload",
                                             "schema_violation",
                                             "not_sent",
                                             "unfinished",
                                             "left"};
static_assert(outcome_words.size() == outcome_count);
inline constexpr std::array end_words = {"complete", "client_left", "upstream_failed", "cut",
                                         "open"};
inline constexpr std::array event_words = {
    "experiment_started", "window_started",   "fault_on",
    "fault_off",          "fault_audit",      "first_error",
    "first_fallback",     "recovered",        "aborted",
    "interrupted",        "experiment_ended", "replica_killed",
    "replica_restarted",  "replica_paused",   "replica_resumed"};

template <class Enum, std::size_t n>
std::optional<Enum> from_word(const std::array<const char*, n>& words, std::string_view word) {
  for (std::size_t at = 0; at < n; ++at) {
    if (word == words[at]) {
      return static_cast<Enum>(at);
    }
  }
  return std::nullopt;
}

}  // namespace gameday::record
