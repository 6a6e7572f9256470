#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "llm/error_words.hpp"

namespace gameday::llm {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = ec == std::errc() && end == text.data() + text.size();
  return whole && !text.empty() && text.front() != '-' ? std::optional(value) : std::nullopt;
}

// `20`, `1.5`: what the official clients read as a float. In `unit`s, clamped.
std::optional<Duration> number(std::string_view text, Duration unit) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  const auto is_digits = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (whole.empty() || !is_digits(whole) || !is_digits(fraction)) {
    return std::nullopt;
  }
  constexpr std::size_t plenty = 9;  // so many seconds are decades; the clamp comes anyway
  if (whole.size() > plenty) {
    return retry_after_most;
  }
  Duration wait = unit * *digits(whole);
  Duration step = unit;
  for (const char digit : fraction.substr(0, 6)) {
    step /= 10;
    wait += step * (digit - '0');
  }
  return std::min(wait, retry_after_most);
}

// IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7). Its two ancestors, which
// no server has sent in this century, count as junk.
std::optional<WallTime> date(std::string_view text) {
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT" ||
      text[19] != ':' || text[22] != ':') {
    return std::nullopt;
  }
  const auto month = std::find(months.begin(), months.end(), text.substr(8, 3));
  const auto day = digits(text.substr(5, 2));
  const auto year = digits(text.substr(12, 4));
  const auto hour = digits(text.substr(17, 2));
  const auto minute = digits(text.substr(20, 2));
  const auto second = digits(text.substr(23, 2));
  if (month == months.end() || !day || !year || !hour || !minute || !second || *hour > 23 ||
      *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  const std::chrono::year_month_day when(
      std::chrono::year(*year),
      std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(*day)));
  if (!when.ok() || *year < 1970 || *year > 2200) {
    return std::nullopt;
  }
  const Duration days = std::chrono::sys_days(when).time_since_epoch();
  return WallTime(days + 1h * *hour + 1min * *minute + 1s * *second);
}

}  // namespace

std::optional<Duration> read_retry_after(const http::Fields& fields, WallTime wall) {
  if (const auto wait = number(fields.get("retry-after-ms"), 1ms)) {
    return wait;
  }
  const std::string_view text = fields.get("Retry-After");
  if (const auto wait = number(text, 1s)) {
    return wait;
  }
  const auto until = date(text);
  if (!until || *until < wall) {
    return std::nullopt;
  }
  return std::min<Duration>(*until - wall, retry_after_most);
}

}  // namespace gameday::llm
