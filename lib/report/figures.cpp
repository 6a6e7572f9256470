#include "report/figures.hpp"

#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "base/spoken.hpp"
#include "stats/quantile.hpp"
#include "stats/share.hpp"

namespace gameday::report {
namespace {

Duration from_seconds(double seconds) {
  return std::isinf(seconds) ? forever : Duration(std::llround(seconds * 1e9));
}

}  // namespace

std::string count(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) {
    text.insert(at - 3, 1, ',');
  }
  return text;
}

std::string duration(Duration value, int digits) {
  return spoken(value, digits);
}

std::string percent(double value, int digits) {
  const int decimals = digits > 2 ? 1 : 0;
  const std::string text = fmt::format("{:.{}f}", value * 100, decimals);
  const std::string step = decimals == 0 ? "1" : "0.1";
  const std::string below_all = decimals == 0 ? "99" : "99.9";
  if (value > 0 && without_zeros(text) == "0") {
    return "< " + step + " %";
  }
  if (value < 1 && without_zeros(text) == "100") {
    return "> " + below_all + " %";
  }
  return without_zeros(text) + " %";
}

std::string share(std::uint64_t hits, std::uint64_t n, int digits) {
  return n == 0 ? "n/a" : percent(static_cast<double>(hits) / static_cast<double>(n), digits);
}

std::string none_of(std::uint64_t n) {
  const double most = stats::share_interval(0, n).high * 100;
  const int decimals = most >= 9.5 ? 0 : most >= 0.1 ? 1 : 3;
  return "≤ " + without_zeros(fmt::format("{:.{}f}", most, decimals)) + " %";
}

std::string share_interval_words(std::uint64_t hits, std::uint64_t n) {
  if (n == 0) {
    return {};
  }
  const auto [low, high] = stats::share_interval(hits, n);
  return hits == 0   ? none_of(n)
         : hits == n ? "≥ " + percent(low, digits_in_tables)
                     : interval({low, high}, verdict::Amount::Unit::share);
}

std::string part(std::uint64_t hits, std::uint64_t n) {
  if (n == 0) {
    return "n/a";
  }
  return hits == 0 ? fmt::format("0 of {} ({})", count(n), none_of(n))
                   : fmt::format("{} of {} ({})", count(hits), count(n),
                                 share(hits, n, digits_in_tables));
}

std::string amount(const verdict::Amount& amount, int digits) {
  switch (amount.unit) {
    case verdict::Amount::Unit::count:
      return count(static_cast<std::uint64_t>(amount.value));
    case verdict::Amount::Unit::share:
      return percent(amount.value, digits);
    case verdict::Amount::Unit::duration:
      return duration(from_seconds(amount.value), digits);
    case verdict::Amount::Unit::mean:
      return without_zeros(fmt::format("{:.2f}", amount.value));
  }
  return {};
}

std::string interval(const verdict::Interval& interval, verdict::Amount::Unit unit) {
  std::string low = amount({unit, interval.low});
  const std::string high = amount({unit, interval.high});
  const std::size_t blank = low.find(' ');
  // One unit for both, where both are a number and the same unit.
  if (blank != low.npos && high.find(' ') != high.npos && low.find(' ', blank + 1) == low.npos &&
      std::string_view(low).substr(blank) == std::string_view(high).substr(high.find(' '))) {
    low.erase(blank);
  }
  return low + " to " + high;
}

std::string quantile(const std::vector<Duration>& sorted, unsigned mark, int digits) {
  return stats::carries(sorted.size(), mark) ? duration(*stats::quantile_of(sorted, mark), digits)
                                             : "n/a";
}

std::string too_few_words(unsigned mark) {
  std::size_t n = 1;
  while (!stats::carries(n, mark)) {
    ++n;
  }
  return "n < " + count(n);
}

std::string clock(Duration value) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(value).count();
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace gameday::report
