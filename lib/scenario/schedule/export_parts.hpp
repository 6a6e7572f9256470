#pragma once
// What the exports share: fields of crontabs, names, quotes, and how far ahead clocks are known.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/schedule/exports.hpp"
#include "scenario/schedule/firings.hpp"

namespace gameday::schedule {

/// The time zone data is made for some years only, and rules change: a unit is exported anew
/// before.
inline constexpr std::chrono::days known_ahead{10 * 366};

/// A crontab line that POSIX and Kubernetes read. It fires whenever `options` do, or more often.
struct PlainCron {
  std::string line;
  std::vector<std::string> more;  // why it fires more often; empty: it does not
};
PlainCron plain_cron(const Exporting& what);

/// `1-5,7`, or `all` where every bit from `least` to `most` is set.
std::string list_of_bits(std::uint64_t bits, unsigned least, unsigned most, std::string_view all,
                         std::string_view range = "-");

/// Firings at times that clocks skip, while the dates are known.
std::vector<Firing> skipped_firings(const Exporting& what);

/// `gameday-monthly` for scenarios/monthly.yaml: letters that a unit, a resource and a path may
/// have.
std::string unit_name(const std::string& file);
/// What no command line takes for a flag.
std::string file_argument(const std::string& file);
/// One word for a POSIX shell.
std::string shell_word(std::string_view text);
/// One double-quoted scalar of YAML.
std::string yaml_text(std::string_view text);
/// Whole seconds or minutes, rounded up.
std::int64_t seconds_of(Duration duration);
std::int64_t minutes_of(Duration duration);
/// How long a run may take before whoever started it gives it up: its planned length, the time it
/// needs to heal and end, and a minute for start-up and reports.
Duration longest_run(const Exporting& what);
/// What is not exact, as lines of comment; and what to read.
std::string comment(const Exporting& what, const std::vector<std::string>& more);

}  // namespace gameday::schedule
