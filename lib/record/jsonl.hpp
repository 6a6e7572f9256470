#pragma once
// A record as one line of JSON, and back. Times are whole microseconds since the run began, floored
// (`at_us`); experiments, arms and providers are written by name. What is not there is not written.

#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "record/records.hpp"

namespace gameday::record {

/// No run is longer. Sums and differences of a few such times still fit into 64 bits.
inline constexpr Duration longest_offset = 10 * 365 * 24h;

/// Append one line with its line feed.
void append_line(std::string& out, const RequestRecord& record, const Cast& cast);
void append_line(std::string& out, const AttemptRecord& record, const Cast& cast);
void append_line(std::string& out, const Event& event, const Cast& cast);

/// All lines, or a sentence with the line number; `before` lines of the file came before them. A
/// last line without line feed is what a crash left behind: it is ignored.
Parsed<std::vector<RequestRecord>> read_requests(std::string_view text, const Cast& cast,
                                                 std::size_t before = 0);
Parsed<std::vector<AttemptRecord>> read_attempts(std::string_view text, const Cast& cast,
                                                 std::size_t before = 0);
Parsed<std::vector<Event>> read_events(std::string_view text, const Cast& cast,
                                       std::size_t before = 0);

inline constexpr const char* requests_file = "requests.jsonl";
inline constexpr const char* attempts_file = "attempts.jsonl";
inline constexpr const char* events_file = "events.jsonl";

}  // namespace gameday::record
