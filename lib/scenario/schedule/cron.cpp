#include "scenario/schedule/cron.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

#include "scenario/schedule/cron_field.hpp"

namespace gameday::schedule {
namespace {

constexpr std::string_view fields_are =
    "write five: minute hour day-of-month month weekday, as in \"0 10 * * TUE#1\"";

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char letter) {
    return letter == '\t' || (letter >= ' ' && letter <= '~');
  });
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  constexpr std::string_view blanks = " \t";
  for (std::size_t from = text.find_first_not_of(blanks); from != text.npos;) {
    const std::size_t end = std::min(text.find_first_of(blanks, from), text.size());
    words.push_back(text.substr(from, end - from));
    from = text.find_first_not_of(blanks, end);
  }
  return words;
}

std::string not_five(const std::vector<std::string_view>& words) {
  constexpr std::array<std::array<std::string_view, 2>, 6> macros = {{
      {"@hourly", "0 * * * *"},
      {"@daily", "0 0 * * *"},
      {"@midnight", "0 0 * * *"},
      {"@weekly", "0 0 * * SUN"},
      {"@monthly", "0 0 1 * *"},
      {"@yearly", "0 0 1 1 *"},
  }};
  for (const auto& [macro, meaning] : macros) {
    if (words.size() == 1 && words.front() == macro) {
      return fmt::format("{} is not known here; write \"{}\"", macro, meaning);
    }
  }
  const std::string_view hint = words.size() == 6 ? " (seconds are not known here)" : "";
  return fmt::format("has {} field{}{}; {}", words.size(), words.size() == 1 ? "" : "s", hint,
                     fields_are);
}

constexpr unsigned longest_month(unsigned month) {
  constexpr std::array<unsigned, 13> days = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days.at(month);
}

/// Of the months it names: the longest.
unsigned most_days(std::uint32_t months) {
  unsigned most = 0;
  for (unsigned month = 1; month <= 12; ++month) {
    if ((months >> month & 1) != 0) {
      most = std::max(most, longest_month(month));
    }
  }
  return most;
}

std::string never_comes(const Cron& cron) {
  const unsigned first = cron.days == 0 ? 0U : static_cast<unsigned>(std::countr_zero(cron.days));
  const unsigned most = most_days(cron.months);
  if (cron.last_day || first <= most) {
    return {};
  }
  return fmt::format("its day of the month, {}, never comes: the longest of its months has {} days",
                     first, most);
}

bool is_nth(std::chrono::year_month_day day, const NthWeekday& which) {
  const std::chrono::weekday weekday{std::chrono::sys_days(day)};
  if (weekday.c_encoding() != which.weekday) {
    return false;
  }
  const unsigned of_month = static_cast<unsigned>(day.day());
  if (which.nth > 0) {
    return (of_month - 1) / 7 + 1 == which.nth;
  }
  const std::chrono::year_month_day_last last{day.year() / day.month() / std::chrono::last};
  return of_month + 7 > static_cast<unsigned>(last.day());
}

}  // namespace

Parsed<Cron> parse_cron(std::string_view text) {
  if (text.size() > longest_cron) {
    return {std::nullopt,
            fmt::format("is longer than {} characters; {}", longest_cron, fields_are)};
  }
  if (!is_plain(text)) {
    return {std::nullopt, fmt::format("has characters that no crontab has; {}", fields_are)};
  }
  const auto words = words_of(text);
  if (words.size() != 5) {
    return {std::nullopt, not_five(words)};
  }
  const std::array<const FieldKind*, 5> kinds = {&minute_field, &hour_field, &day_field,
                                                 &month_field, &weekday_field};
  std::array<FieldSet, 5> sets;
  for (std::size_t at = 0; at < kinds.size(); ++at) {
    auto field = parse_field(words[at], *kinds.at(at));
    if (!field) {
      return {std::nullopt,
              fmt::format("{} ({}): {}; for example {}", kinds.at(at)->name,
                          words[at].substr(0, 20), field.problem, kinds.at(at)->example)};
    }
    sets.at(at) = *std::move(field.value);
  }
  Cron cron;
  cron.text = std::string(text);
  cron.minutes = sets[0].bits;
  cron.hours = static_cast<std::uint32_t>(sets[1].bits);
  cron.days = static_cast<std::uint32_t>(sets[2].bits);
  cron.last_day = sets[2].last_day;
  cron.days_star = sets[2].star;
  cron.months = static_cast<std::uint32_t>(sets[3].bits);
  cron.weekdays = static_cast<std::uint32_t>(sets[4].bits);
  cron.nth = std::move(sets[4].nth);
  cron.weekdays_star = sets[4].star;
  std::string never = never_comes(cron);
  return never.empty() ? Parsed<Cron>{std::move(cron), {}}
                       : Parsed<Cron>{std::nullopt, std::move(never)};
}

Parsed<std::uint32_t> parse_weekdays(std::string_view text) {
  if (text.size() > longest_cron) {
    return {std::nullopt, fmt::format("is longer than {} characters", longest_cron)};
  }
  if (!is_plain(text)) {
    return {std::nullopt, "has characters that no weekday has; for example MON-THU or MON,WED"};
  }
  auto field = parse_field(text, weekday_field);
  if (!field) {
    return {std::nullopt, field.problem + "; for example MON-THU or MON,WED"};
  }
  if (!field.value->nth.empty()) {
    return {std::nullopt,
            "takes weekdays of every week, without #; for example MON-THU or MON,WED"};
  }
  return {static_cast<std::uint32_t>(field.value->bits), {}};
}

std::string weekday_words(std::uint32_t weekdays) {
  if (weekdays == all_weekdays) {
    return "every day";
  }
  const auto has = [weekdays](unsigned day) { return (weekdays >> (day % 7) & 1) != 0; };
  std::string words;
  for (unsigned day = 1; day <= 7; ++day) {  // from Monday on
    unsigned last = day;
    while (has(day) && last < 7 && has(last + 1)) {
      ++last;
    }
    if (has(day)) {
      words += words.empty() ? "" : ",";
      words += weekday_field.names[day % 7];
      words += last == day ? "" : last == day + 1 ? "," : "-";
      words += last == day ? std::string_view() : weekday_field.names[last % 7];
    }
    day = last;
  }
  return words;
}

bool fires_on(const Cron& cron, std::chrono::year_month_day day) {
  if ((cron.months >> static_cast<unsigned>(day.month()) & 1) == 0) {
    return false;
  }
  const unsigned of_month = static_cast<unsigned>(day.day());
  const std::chrono::weekday weekday{std::chrono::sys_days(day)};
  const std::chrono::year_month_day_last last{day.year() / day.month() / std::chrono::last};
  const bool of_days =
      (cron.days >> of_month & 1) != 0 || (cron.last_day && day.day() == last.day());
  bool of_weekdays = (cron.weekdays >> weekday.c_encoding() & 1) != 0;
  for (const NthWeekday& which : cron.nth) {
    of_weekdays = of_weekdays || is_nth(day, which);
  }
  return either_day(cron) ? of_days || of_weekdays : of_days && of_weekdays;
}

bool either_day(const Cron& cron) {
  return !cron.days_star && !cron.weekdays_star;
}

bool has_both_days(const Cron& cron) {
  const bool narrow = cron.days != all_days && cron.weekdays != all_weekdays;
  return narrow || either_day(cron);
}

}  // namespace gameday::schedule
