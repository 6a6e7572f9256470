#include <algorithm>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/lines.hpp"
#include "report/plan/sheet.hpp"

namespace gameday::report {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t gap = 3;

// A row under a clock: `   0:05  fault on    openai ← 429, every attempt`.
void add_row(Lines& lines, const std::string& at, std::string_view what, const std::string& words,
             const Look& look) {
  constexpr std::size_t clock_columns = 7;
  constexpr std::size_t what_columns = 12;
  const std::string before = pad_left(at, clock_columns) + "  " + pad_right(what, what_columns);
  add_hanging(lines, before, words, width(before), look.used());
}

void add_row(Lines& lines, Duration at, std::string_view what, const std::string& words,
             const Look& look) {
  add_row(lines, clock(at), what, words, look);
}

/// `without fallback 1, tuned gateway 4`
std::string checks_words(const PlanSheet& sheet, const verdict::ExperimentFacts& experiment) {
  std::vector<std::size_t> checks(sheet.facts.arms.size());
  for (const auto* promises : {&experiment.promises, &experiment.recovery_promises}) {
    for (const verdict::PromiseFacts& promise : *promises) {
      ++checks.at(promise.arm);
    }
  }
  Lines words;
  for (std::size_t arm = 0; arm < checks.size(); ++arm) {
    if (checks[arm] > 0) {
      words.push_back(fmt::format("{} {}", sheet.facts.arms[arm].name, checks[arm]));
    }
  }
  return words.empty() ? "none" : joined(words, ", ");
}

struct Change {
  Duration at{};
  bool on = false;
  const verdict::InjectionFacts* fault = nullptr;
  const verdict::ActionFacts* action = nullptr;
};

// Faults stand in the fault window; actions may lie in either of the two.
Lines changes(const PlanSheet& sheet, const verdict::ExperimentFacts& experiment, Duration start,
              bool in_recovery, const Look& look) {
  std::vector<Change> list;
  for (const verdict::InjectionFacts& fault : experiment.injections) {
    if (!in_recovery) {
      list.push_back({fault.from, true, &fault, nullptr});
      list.push_back({fault.from + fault.length, false, &fault, nullptr});
    }
  }
  for (const verdict::ActionFacts& action : experiment.actions) {
    if ((action.at >= experiment.fault) == in_recovery) {
      list.push_back({action.at, false, nullptr, &action});
    }
  }
  std::ranges::stable_sort(list, {}, [](const Change& change) { return change.at; });
  Lines lines;
  for (const Change& change : list) {
    if (change.action != nullptr) {
      add_row(lines, start + change.at, change.action->act,
              fmt::format("{}: replica {}", sheet.facts.arms.at(change.action->arm).name,
                          change.action->replica),
              look);
      continue;
    }
    Lines into;
    for (const std::uint16_t provider : change.fault->into) {
      into.push_back(record::place_name(sheet.facts.cast, provider));
    }
    const std::string words = change.on
                                  ? fmt::format("{} ← {}", joined(into, ", "), change.fault->words)
                                  : fmt::format("{}: {}", joined(into, ", "), change.fault->name);
    add_row(lines, start + change.at, change.on ? "fault on" : "fault off", words, look);
  }
  return lines;
}

void add_timeline(Lines& lines, const PlanSheet& sheet, const Look& look) {
  Duration start{};
  for (std::size_t index = 0; index < sheet.facts.experiments.size(); ++index) {
    const verdict::ExperimentFacts& experiment = sheet.facts.experiments[index];
    const Requests& requests = sheet.requests.at(index);
    const Duration fault = start + experiment.baseline;
    const Duration recovery = fault + experiment.fault;
    lines.emplace_back();
    lines.push_back(
        fmt::format("{}, {} of {}", experiment.name, index + 1, sheet.facts.experiments.size()));
    const auto arrivals = [&](std::size_t window) {
      std::string words = fmt::format("{} requests", count(requests.all.at(window)));
      if (requests.streamed.at(window) == requests.all.at(window)) {
        words += ", all of them streamed";
      } else if (requests.streamed.at(window) > 0) {
        words += fmt::format(", {} of them streamed", count(requests.streamed.at(window)));
      }
      return words;
    };
    add_row(lines, start, "baseline", arrivals(0), look);
    add_row(lines, fault, "fault", arrivals(1), look);
    for (std::string& line : changes(sheet, experiment, fault, false, look)) {
      lines.push_back(std::move(line));
    }
    add_row(lines, recovery, "recovery", arrivals(2), look);
    for (std::string& line : changes(sheet, experiment, fault, true, look)) {
      lines.push_back(std::move(line));
    }
    start = recovery + experiment.recovery;
    add_row(lines, start, "drain", "what is still open is waited for", look);
    add_row(lines, "", "checks", checks_words(sheet, experiment), look);
  }
}

std::string worst_time(const WorstCase& worst) {
  if (!worst.gateway) {
    return fmt::format("{} (then the client gives up)", duration(worst.client, 2));
  }
  if (*worst.gateway <= worst.client) {
    return duration(*worst.gateway, 2);
  }
  return fmt::format("{} (then the client gives up; gateway: {})", duration(worst.client, 2),
                     *worst.gateway == forever ? "no limit" : duration(*worst.gateway, 2));
}

void add_table(Lines& lines, const std::vector<Lines>& rows, const Look& look) {
  std::vector<std::size_t> widths;
  for (const Lines& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t at = 0; at < row.size(); ++at) {
      widths[at] = std::max(widths[at], width(row[at]));
    }
  }
  for (const Lines& row : rows) {
    std::string line;
    for (std::size_t at = 0; at < row.size(); ++at) {
      line += at + 1 < row.size() ? pad_right(row[at], widths[at] + gap) : row[at];
    }
    lines.push_back(cut(line, look.used()));
  }
}

void add_worst(Lines& lines, const PlanSheet& sheet, const Look& look) {
  std::vector<Lines> rows = {{"Worst case of one request", "attempts", "time"}};
  for (std::size_t arm = 0; arm < sheet.worst.size(); ++arm) {
    const WorstCase& worst = sheet.worst[arm];
    rows.push_back({"  " + sheet.facts.arms.at(arm).name,
                    worst.attempts == 0 ? "not known" : count(worst.attempts), worst_time(worst)});
  }
  add_table(lines, rows, look);
}

void add_providers(Lines& lines, const PlanSheet& sheet, const Look& look) {
  std::vector<Lines> rows = {{"Providers", "", "base URL, behind a fault proxy of each arm"}};
  for (std::size_t at = 0; at < sheet.providers.size(); ++at) {
    rows.push_back({"  " + sheet.facts.cast.providers.at(at), sheet.providers[at].kind,
                    sheet.providers[at].base_url});
  }
  add_table(lines, rows, look);
}

}  // namespace

std::string plan_text(const PlanSheet& sheet, const Look& look) {
  Lines lines;
  const verdict::RunFacts& facts = sheet.facts;
  lines.push_back(facts.title);
  const Duration drains = facts.client_timeout * static_cast<int>(facts.experiments.size());
  const std::string summary = fmt::format(
      "Plan {} · seed {} · {}, at most {} with drains · {} requests to each of {} arms",
      facts.plan_hash.substr(0, 8), facts.seed, duration(planned_length(facts)),
      duration(planned_length(facts) + drains), count(planned_requests(facts)), facts.arms.size());
  add_hanging(lines, "", summary, 0, look.used());
  add_timeline(lines, sheet, look);
  lines.emplace_back();
  add_worst(lines, sheet, look);
  lines.emplace_back();
  add_providers(lines, sheet, look);
  lines.emplace_back();
  for (const std::string& warning : plan_warnings(sheet)) {
    add_hanging(lines, "", "? " + warning, 0, look.used());
  }
  lines.push_back("Nothing was sent.");
  const std::string out = below_one_another(lines);
  return look.utf8 ? out : ascii(out);
}

}  // namespace gameday::report
