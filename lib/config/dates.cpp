#include "config/dates.hpp"

#include <fmt/format.h>

namespace gameday::config {
namespace {

constexpr std::size_t shown_of_a_mistake = 20;

/// `text` has the form of `mask`, where 0 stands for any digit.
bool looks_like(std::string_view text, std::string_view mask) {
  if (text.size() != mask.size()) {
    return false;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool digit = text[at] >= '0' && text[at] <= '9';
    if (mask[at] == '0' ? !digit : text[at] != mask[at]) {
      return false;
    }
  }
  return true;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) {
    value = value * 10 + (digit - '0');
  }
  return value;
}

}  // namespace

Parsed<std::chrono::minutes> parse_clock(std::string_view text) {
  if (looks_like(text, "00:00")) {
    const int hour = number(text.substr(0, 2));
    const int minute = number(text.substr(3));
    if ((hour < 24 && minute < 60) || (hour == 24 && minute == 0)) {
      return {std::chrono::minutes(hour * 60 + minute), {}};
    }
  }
  return {std::nullopt, fmt::format("\"{}\" is no time of day; write one from \"00:00\" to "
                                    "\"24:00\", as in \"09:30\"",
                                    text.substr(0, shown_of_a_mistake))};
}

Parsed<std::chrono::local_days> parse_day(std::string_view text) {
  if (!looks_like(text, "0000-00-00")) {
    return {std::nullopt, fmt::format("\"{}\" is no date; write year-month-day, as in 2026-12-18",
                                      text.substr(0, shown_of_a_mistake))};
  }
  const std::chrono::year_month_day date{
      std::chrono::year(number(text.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(number(text.substr(5, 2)))),
      std::chrono::day(static_cast<unsigned>(number(text.substr(8))))};
  // Dates are counted in nanoseconds since 1970: 2261 is the last whole year.
  if (!date.ok() || date.year() < std::chrono::year(2000) ||
      date.year() > std::chrono::year(2200)) {
    return {std::nullopt, fmt::format("there is no day {} between 2000 and 2200", text)};
  }
  return {std::chrono::local_days(date), {}};
}

}  // namespace gameday::config
