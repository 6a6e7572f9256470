#include "scenario/schedule/obstacle.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/options.hpp"
#include "scenario/schedule/firings.hpp"

namespace gameday::schedule {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;

struct Span {
  WallTime from;
  WallTime to;
};

local_days day_of(const Zone& zone, WallTime at) {
  return std::chrono::floor<days>(zone.local(at).shown);
}

std::string date_words(local_days day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{}-{:02}-{:02}", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()));
}

std::string frozen(const Options& options, WallTime start, WallTime end) {
  for (const Freeze& freeze : options.freeze) {
    const WallTime from = options.zone.first(freeze.from);
    const WallTime to = options.zone.first(freeze.to + days(1));
    if (start >= to || end <= from) {
      continue;
    }
    const std::string until =
        freeze.from == freeze.to ? "" : fmt::format(" to {}", date_words(freeze.to));
    return fmt::format("frozen {}{}{}: {}", until.empty() ? "on " : "from ",
                       date_words(freeze.from), until, freeze.why);
  }
  return {};
}

/// The windows that begin around `start`, in order, those that touch as one.
std::vector<Span> spans(const Options& options, WallTime start, WallTime end) {
  std::vector<Span> found;
  const local_days last = day_of(options.zone, end);
  for (local_days day = day_of(options.zone, start) - days(2); day <= last; day += days(1)) {
    const unsigned weekday = std::chrono::weekday(day).c_encoding();
    for (const Window& window : options.windows) {
      if ((window.days >> weekday & 1) != 0) {
        const local_days end_day = window.to > window.from ? day : day + days(1);
        found.push_back(
            {options.zone.first(day + window.from), options.zone.first(end_day + window.to)});
      }
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Span& left, const Span& right) { return left.from < right.from; });
  std::vector<Span> merged;
  for (const Span& span : found) {
    if (!merged.empty() && span.from <= merged.back().to) {
      merged.back().to = std::max(merged.back().to, span.to);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

std::string windows_words(const Options& options) {
  std::string words;
  for (const Window& window : options.windows) {
    words += (words.empty() ? "" : ", ") + to_text(window);
  }
  return words;
}

std::string outside(const Options& options, WallTime start, WallTime end) {
  if (options.windows.empty()) {
    return {};
  }
  for (const Span& span : spans(options, start, end)) {
    if (span.from <= start && start < span.to) {
      return end <= span.to
                 ? std::string()
                 : fmt::format("would end by {}, after its window closes at {}",
                               local_words(options.zone, end), local_words(options.zone, span.to));
    }
  }
  return fmt::format("{} is outside the windows: {}", local_words(options.zone, start),
                     windows_words(options));
}

std::string clock_words(minutes of_day) {
  return fmt::format("{:02}:{:02}", of_day.count() / 60, of_day.count() % 60);
}

}  // namespace

std::string obstacle(const Options& options, WallTime start, Duration length) {
  const WallTime end = start + length;
  std::string why = frozen(options, start, end);
  return why.empty() ? outside(options, start, end) : why;
}

bool fits_no_window(const Options& options, Duration length) {
  // A week of all windows, joined where they touch: by the dial, since no run is an hour longer for
  // clocks that are put back.
  Options dial = options;
  dial.zone = Zone();
  const WallTime monday{days(4)};  // 5 January 1970
  const auto joined = spans(dial, monday, monday + days(14));
  return !joined.empty() && std::none_of(joined.begin(), joined.end(), [&](const Span& span) {
    return span.to - span.from >= length;
  });
}

Duration planned_length(const scenario::Scenario& scenario) {
  Duration length{};
  for (const scenario::Experiment& experiment : scenario.experiments) {
    const scenario::Timing& timing = experiment.timing;
    length += timing.baseline + timing.fault + timing.recovery + scenario.load.timeout;
  }
  return length;
}

std::string to_text(const Window& window) {
  return fmt::format("{} {} to {}", weekday_words(window.days), clock_words(window.from),
                     clock_words(window.to));
}

}  // namespace gameday::schedule
