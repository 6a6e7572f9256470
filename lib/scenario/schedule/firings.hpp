#pragma once
// When a schedule fires. Each firing is one minute of local time:
//   - a time that clocks skip (put forward over it) fires at the minute at which they go on;
//   several
//     that are skipped at once fire once;
//   - a time that clocks show twice (put back) fires the first time only.
// Pure: nobody asks here what time it is.

#include <optional>
#include <string>
#include <vector>

#include "scenario/schedule/options.hpp"

namespace gameday::schedule {

struct Firing {
  WallTime at;
  LocalMinute asked{};   // what the cron says
  bool skipped = false;  // clocks never show it
};

/// Walks through the firings from `from` on (included), oldest first.
class Firings {
 public:
  /// Both outlive this.
  Firings(const Cron& cron, const Zone& zone, WallTime from);
  /// Nothing: none in the next 41 years.
  std::optional<Firing> next();

 private:
  std::optional<Firing> next_of_day();

  const Cron& cron_;
  const Zone& zone_;
  WallTime from_;
  std::chrono::local_days day_;
  std::chrono::local_days last_day_;
  std::chrono::minutes minute_{0};  // of day_: the next to look at
  std::optional<WallTime> before_;  // the one told last
};

/// Leap days on a certain weekday come every 28 years, or every 40 around 2100.
inline constexpr std::chrono::days longest_search{41 * 366};

std::vector<Firing> next_firings(const Options& options, WallTime from, std::size_t count);
/// The last one in [from, to].
std::optional<Firing> last_firing(const Options& options, WallTime from, WallTime to);

/// `Tue 2026-12-08 10:00 +11:00`
std::string local_words(const Zone& zone, WallTime at);
/// `2026-12-07T23:00:00Z`
std::string utc_text(WallTime at);
/// The same backwards; years 2000 to 2199.
Parsed<WallTime> parse_utc(std::string_view text);

}  // namespace gameday::schedule
