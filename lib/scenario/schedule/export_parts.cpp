#include "scenario/schedule/export_parts.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/one_line.hpp"

namespace gameday::schedule {
namespace {

constexpr std::size_t longest_name = 40;  // a CronJob's has at most 52
constexpr std::size_t longest_text = 1024;
// Of the widest cron (every minute) one change of clocks skips 120; ten years have 20 changes.
constexpr std::size_t most_skipped = 4096;

}  // namespace

std::string list_of_bits(std::uint64_t bits, unsigned least, unsigned most, std::string_view all,
                         std::string_view range) {
  std::string text;
  bool every = true;
  for (unsigned at = least; at <= most; ++at) {
    if ((bits >> at & 1) == 0) {
      every = false;
      continue;
    }
    unsigned last = at;
    while (last < most && (bits >> (last + 1) & 1) != 0) {
      ++last;
    }
    text += text.empty() ? "" : ",";
    text += last == at       ? fmt::format("{}", at)
            : last == at + 1 ? fmt::format("{},{}", at, last)
                             : fmt::format("{}{}{}", at, range, last);
    at = last;
  }
  return every ? std::string(all) : text;
}

std::vector<Firing> skipped_firings(const Exporting& what) {
  std::vector<Firing> list;
  const Options& options = what.options;
  for (const ClockChange& change :
       options.zone.changes(what.now, what.now + Duration(known_ahead))) {
    if (change.by <= std::chrono::seconds(0)) {
      continue;
    }
    Firings firings(*options.cron, options.zone, change.at);
    const auto firing = firings.next();
    if (firing && firing->at == change.at && firing->skipped && list.size() < most_skipped) {
      list.push_back(*firing);
    }
  }
  return list;
}

PlainCron plain_cron(const Exporting& what) {
  const Cron& cron = *what.options.cron;
  PlainCron plain;
  std::uint64_t minutes = cron.minutes;
  std::uint64_t hours = cron.hours;
  std::uint64_t days = cron.days;
  std::uint64_t weekdays = cron.weekdays;
  for (const NthWeekday& which : cron.nth) {
    weekdays |= std::uint64_t{1} << which.weekday;
  }
  if (!cron.nth.empty()) {
    plain.more.emplace_back("it does not know #, so it fires every week");
  }
  if (cron.last_day) {
    days |= 0xFULL << 28;
    plain.more.emplace_back("it does not know L, so it fires on each of the days 28 to 31");
  }
  if (has_both_days(cron) && !either_day(cron)) {
    plain.more.emplace_back(
        "a * does not join its two day fields, so it fires when either matches");
  }
  const auto skipped = skipped_firings(what);
  for (const Firing& firing : skipped) {
    const auto local = what.options.zone.local(firing.at).shown;
    const auto of_day = local - std::chrono::floor<std::chrono::days>(local);
    hours |= std::uint64_t{1} << (of_day / 1h);
    minutes |= std::uint64_t{1} << (of_day % 1h / 1min);
  }
  if (!skipped.empty()) {
    plain.more.push_back(fmt::format(
        "where clocks are put forward, a time they skip runs when they go on ({}); it may not know "
        "that, so it fires at both times every day",
        local_words(what.options.zone, skipped.front().at)));
  }
  plain.line =
      fmt::format("{} {} {} {} {}", list_of_bits(minutes, 0, 59, "*"),
                  list_of_bits(hours, 0, 23, "*"), list_of_bits(days, 1, 31, "*"),
                  list_of_bits(cron.months, 1, 12, "*"), list_of_bits(weekdays, 0, 6, "*"));
  return plain;
}

std::string unit_name(const std::string& file) {
  std::string name = "gameday";
  for (const char letter : std::filesystem::path(file).stem().string()) {
    const bool capital = letter >= 'A' && letter <= 'Z';
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (capital || plain) {
      const bool begins = name == "gameday";
      name += begins ? "-" : "";
      name += capital ? static_cast<char>(letter - 'A' + 'a') : letter;
    } else if (name != "gameday" && name.back() != '-') {
      name += '-';
    }
  }
  name.resize(std::min(name.size(), longest_name));
  while (name.back() == '-') {
    name.pop_back();
  }
  return name;
}

std::string file_argument(const std::string& file) {
  return file.starts_with('-') ? "./" + file : file;
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  if (!text.empty() && text.find_first_not_of(plain) == text.npos) {
    return std::string(text);
  }
  std::string quoted = "'";
  for (const char letter : text) {
    quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  }
  return quoted + '\'';
}

std::string yaml_text(std::string_view text) {
  std::string out = "\"";
  append_json_escaped(out, one_line(text, longest_text));
  return out + '"';
}

std::int64_t seconds_of(Duration duration) {
  return std::chrono::ceil<std::chrono::seconds>(duration).count();
}
std::int64_t minutes_of(Duration duration) {
  return std::chrono::ceil<std::chrono::minutes>(duration).count();
}

Duration longest_run(const Exporting& what) {
  return what.length + what.drain + 1min;
}

std::string comment(const Exporting& what, const std::vector<std::string>& more) {
  const Options& options = what.options;
  std::string text = fmt::format(
      "# Written by gameday schedule export out of {}\n"
      "# cron \"{}\" in {}. Exit code 7: skipped, with the reason in the log.\n",
      one_line(what.file, longest_text), one_line(options.cron->text, longest_text),
      options.zone.name());
  for (const std::string& line : more) {
    text += "# More often than the cron: " + line + "; the run then skips itself.\n";
  }
  return text;
}

}  // namespace gameday::schedule
