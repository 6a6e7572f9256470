// systemd.timer(5), systemd.service(5), systemd.time(7): nth weekdays and last days can be said
// exactly; times that clocks skip cannot and stand there as dates.

#include <fmt/format.h>

#include "base/one_line.hpp"
#include "scenario/schedule/export_parts.hpp"

namespace gameday::schedule {
namespace {

constexpr std::string_view weekday_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::size_t longest_path = 4096;

std::string weekdays_of(std::uint32_t weekdays) {
  std::string text;
  for (unsigned day = 1; weekdays != all_weekdays && day <= 7; ++day) {
    if ((weekdays >> (day % 7) & 1) != 0) {
      text += text.empty() ? "" : ",";
      text += weekday_names[day % 7];
    }
  }
  return text.empty() ? text : text + ' ';
}

/// One OnCalendar for these weekdays on these days, `~07/1` for the last seven.
std::string calendar(const Exporting& what, std::uint32_t weekdays, const std::string& days) {
  const Cron& cron = *what.options.cron;
  return fmt::format("OnCalendar={}*-{}{} {}:{}:00 {}\n", weekdays_of(weekdays),
                     list_of_bits(cron.months, 1, 12, "*", ".."), days,
                     list_of_bits(cron.hours, 0, 23, "*", ".."),
                     list_of_bits(cron.minutes, 0, 59, "*", ".."), what.options.zone.name());
}

std::string day_list(const Cron& cron) {
  return '-' + list_of_bits(cron.days, 1, 31, "*", "..");
}

/// The days of the month on which the nth of a weekday may fall; 0 is the last.
std::string nth_days(unsigned nth) {
  if (nth == 0) {
    return "~07/1";
  }
  const unsigned first = nth * 7 - 6;
  return nth == 5 ? "-29..31" : fmt::format("-{}..{}", first, first + 6);
}

/// Each weekday rule with each day rule where both must match.
std::string joined(const Exporting& what) {
  const Cron& cron = *what.options.cron;
  std::string text;
  std::vector<std::string> days;
  if (cron.days != 0) {
    days.push_back(day_list(cron));
  }
  if (cron.last_day && cron.days != all_days) {
    days.emplace_back("~01");
  }
  for (const std::string& of_month : days) {
    if (cron.weekdays != 0) {
      text += calendar(what, cron.weekdays, of_month);
    }
  }
  // Only a day field that begins with * stands beside these; days like */2 make it a superset.
  for (const NthWeekday& which : cron.nth) {
    text += calendar(what, 1U << which.weekday, nth_days(which.nth));
  }
  return text;
}

std::string either(const Exporting& what) {
  const Cron& cron = *what.options.cron;
  std::string text;
  if (cron.days != 0) {
    text += calendar(what, all_weekdays, day_list(cron));
  }
  if (cron.last_day) {
    text += calendar(what, all_weekdays, "~01");
  }
  if (cron.weekdays != 0) {
    text += calendar(what, cron.weekdays, "-*");
  }
  for (const NthWeekday& which : cron.nth) {
    text += calendar(what, 1U << which.weekday, nth_days(which.nth));
  }
  return text;
}

std::string skipped_times(const Exporting& what) {
  std::string text;
  for (const Firing& firing : skipped_firings(what)) {
    if (text.empty()) {
      text = "# Times that clocks skip run at the minute at which they go on; known dates:\n";
    }
    const std::string utc = utc_text(firing.at);  // 2027-03-28T01:00:00Z
    text += fmt::format("OnCalendar={} {} UTC\n", utc.substr(0, 10), utc.substr(11, 8));
  }
  return text;
}

/// One argument of ExecStart: quoted, no specifiers (%), no variables ($).
std::string argument(std::string_view text) {
  std::string out = "\"";
  for (const char letter : one_line(text, longest_path)) {
    out += letter == '"' || letter == '\\' ? "\\" : letter == '%' ? "%" : letter == '$' ? "$" : "";
    out += letter;
  }
  return out + '"';
}

std::string service(const Exporting& what) {
  return comment(what, {}) +
         fmt::format(
             "# It keeps its lock, latch and audit log in %S/gameday; to stop game days there:\n"
             "#   XDG_STATE_HOME=/var/lib gameday stop --why TEXT\n"
             "[Unit]\n"
             "Description=Game day {}\n"
             "Documentation=man:systemd.service(5)\n"
             "\n"
             "[Service]\n"
             "Type=oneshot\n"
             "ExecStart={} run --scheduled {}\n"
             "SuccessExitStatus=7\n"
             "Restart=no\n"
             "TimeoutStartSec={}\n"
             "KillSignal=SIGTERM\n"
             "TimeoutStopSec={}\n"
             "StateDirectory=gameday\n"
             "WorkingDirectory=%S/gameday\n"
             "Environment=XDG_STATE_HOME=%S\n"
             "NoNewPrivileges=yes\n",
             unit_name(what.file), argument(what.program), argument(file_argument(what.file)),
             seconds_of(longest_run(what)), seconds_of(what.drain + 1min));
}

std::string timer(const Exporting& what) {
  const Cron& cron = *what.options.cron;
  std::vector<std::string> more;
  if (!either_day(cron) && !cron.nth.empty() && cron.days != all_days) {
    more.emplace_back("days and counted weekdays that must both match");
  }
  return comment(what, more) +
         fmt::format(
             "[Unit]\n"
             "Description=When game day {} takes place\n"
             "\n"
             "[Timer]\n"
             "{}{}"
             "Unit={}.service\n"
             "AccuracySec=1s\n"
             "RandomizedDelaySec=0\n"
             "# A missed run is not caught up. A service that still runs is not started again.\n"
             "Persistent=no\n"
             "\n"
             "[Install]\n"
             "WantedBy=timers.target\n",
             unit_name(what.file), either_day(cron) ? either(what) : joined(what),
             skipped_times(what), unit_name(what.file));
}

}  // namespace

std::vector<ExportedFile> export_systemd(const Exporting& what) {
  const std::string name = unit_name(what.file);
  return {{name + ".service", service(what)}, {name + ".timer", timer(what)}};
}

}  // namespace gameday::schedule
