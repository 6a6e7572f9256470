#include "report/progress.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "report/events.hpp"
#include "report/figures.hpp"
#include "report/lines.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

constexpr std::size_t bar_columns = 26;
constexpr std::size_t spark_columns = 20;
constexpr std::size_t longest_name = 18;

std::string bar(Duration elapsed, Duration length, bool utf8) {
  constexpr std::array parts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double part = length > Duration::zero()
                          ? std::clamp(to_seconds(elapsed) / to_seconds(length), 0.0, 1.0)
                          : 0.0;
  const auto eighths = static_cast<std::size_t>(part * static_cast<double>(bar_columns) * 8);
  if (!utf8) {
    return '[' + pad_right(std::string(eighths / 8, '#'), bar_columns) + ']';
  }
  std::string filled;
  for (std::size_t at = 0; at < eighths / 8; ++at) {
    filled += "█";
  }
  filled += parts.at(eighths % 8);
  return "▕" + pad_right(filled, bar_columns) + "▏";
}

// One letter a column; log scale, because a hang is a hundred times an answer.
std::string spark(const std::vector<Duration>& history, Duration top, std::size_t columns,
                  bool utf8) {
  constexpr std::array levels = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::string_view plain = "_.:-=+*#";
  constexpr double bottom = 0.2;  // seconds: below it all answers are fast
  std::string out;
  const std::size_t skip = history.size() > columns ? history.size() - columns : 0;
  for (std::size_t at = skip; at < history.size(); ++at) {
    double level = 7;
    if (history[at] < top) {
      const double ratio = std::max(to_seconds(history[at]), bottom) / bottom;
      const double whole = std::max(to_seconds(top), 2 * bottom) / bottom;
      level = 7 * std::log(ratio) / std::log(whole);
    }
    const auto step = static_cast<std::size_t>(std::clamp(level, 0.0, 7.0));
    out += utf8 ? std::string(levels.at(step)) : std::string(1, plain[step]);
  }
  return out;
}

std::uint64_t failed_of(const ArmProgress& arm) {
  std::uint64_t failed = 0;
  for (const auto& [kind, requests] : arm.failed) {
    failed += requests;
  }
  return failed;
}

std::string failed_words(const ArmProgress& arm) {
  const std::uint64_t failed = failed_of(arm);
  std::string words = pad_left(count(failed), 5) + " failed";
  const auto most =
      std::ranges::max_element(arm.failed, {}, [](const auto& kind) { return kind.second; });
  if (failed > 0) {
    words += " (" + most->first + (arm.failed.size() > 1 ? ", …)" : ")");
  }
  return words;
}

std::string arm_line(const ArmProgress& arm, std::size_t name, Duration top, const Look& look) {
  std::string middle = failed_words(arm);
  if (arm.waiting > 0) {
    middle += pad_left(count(arm.waiting), 6) + " waiting";
  }
  const std::string p95 = arm.p95 ? duration(*arm.p95, digits_in_tables) : "–";
  const std::string line =
      fmt::format("  {} {} sent {} ok {}  {}  ", pad_right(cut(arm.name, longest_name), name + 1),
                  pad_left(count(arm.sent), 6), pad_left(count(arm.ok), 6), pad_right(middle, 26),
                  pad_right("p95 " + p95, 10));
  const std::size_t columns = look.used();
  const std::size_t room = columns > width(line) ? columns - width(line) : 0;
  return line + spark(arm.history, top, std::min(spark_columns, room), look.utf8);
}

// With the hint where there is room for it.
std::string window_line(const Progress& progress, const Look& look) {
  const std::string line = fmt::format(
      "{} of {}  {}  {} {} {} of {}   {} to go", progress.experiment, progress.experiments,
      cut(progress.name, longest_name), record::to_text(progress.window),
      bar(progress.elapsed, progress.length, look.utf8), clock(progress.elapsed),
      clock(progress.length), duration(progress.to_go, digits_in_prose));
  const std::string hint = " · Ctrl-C stops";
  return width(line) + width(hint) <= look.used() ? line + hint : line;
}

std::string head_line(const Progress& progress) {
  std::vector<std::string> parts = {progress.title, fmt::format("seed {}", progress.seed),
                                    "plan " + progress.plan_hash.substr(0, 8)};
  verdict::RunFacts facts;
  facts.mock_providers = progress.mock_providers;
  for (const std::string& badge : badges(facts)) {
    parts.push_back(badge);
  }
  return joined(parts, " · ");
}

}  // namespace

std::vector<std::string> progress_lines(const Progress& progress, const Look& look) {
  std::vector<std::string> lines = {head_line(progress)};
  lines.push_back(window_line(progress, look));
  std::size_t name = 0;
  Duration top = 1s;
  for (const ArmProgress& arm : progress.arms) {
    name = std::max(name, std::min(width(arm.name), longest_name));
    for (const Duration time : arm.history) {
      top = time == forever ? top : std::max(top, time);
    }
  }
  for (const ArmProgress& arm : progress.arms) {
    lines.push_back(arm_line(arm, name, top, look));
  }
  for (std::string& line : lines) {
    line = cut(line, look.used() - (look.utf8 ? 0 : 2));  // `…` is `...`
    line = look.utf8 ? line : ascii(line);
  }
  return lines;
}

std::string event_line(const record::Event& event, const verdict::RunFacts& facts) {
  const std::string words = event_words(event, facts.cast);
  return words.empty() ? ""
                       : clock(event.at - run_start) + ' ' +
                             facts.cast.experiments.at(event.experiment) + ": " + words;
}

std::string sign_of_life(const Progress& progress) {
  std::string line = fmt::format(
      "{} of {} {}, {} {} of {}", progress.experiment, progress.experiments, progress.name,
      record::to_text(progress.window), clock(progress.elapsed), clock(progress.length));
  const char* between = ": ";
  for (const ArmProgress& arm : progress.arms) {
    line += fmt::format("{}{} {} sent, {} ok, {} failed", between, arm.name, count(arm.sent),
                        count(arm.ok), count(failed_of(arm)));
    between = "; ";
  }
  return line;
}

}  // namespace gameday::report
