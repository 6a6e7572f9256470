#include "report/headline.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/inert.hpp"
#include "report/lines.hpp"
#include "verdict/measure.hpp"
#include "verdict/trails.hpp"

namespace gameday::report {
namespace {

using record::Window;
using verdict::Ruling;
using verdict::WindowSummary;

bool stopped(Ruling ruling) {
  return ruling == Ruling::aborted || ruling == Ruling::interrupted ||
         ruling == Ruling::incomplete || ruling == Ruling::error;
}

std::string failed_words(const WindowSummary& window) {
  const bool all = window.failed == window.attempted;
  const std::string who =
      all ? "all " + count(window.failed) : count(window.failed) + " of " + count(window.attempted);
  return fmt::format("{} failed ({})", who, failure_words(window));
}

Cell stopped_cell(const Document& document, std::size_t experiment, const WindowSummary& window) {
  const auto& facts = document.facts.experiments[experiment];
  const auto& last = document.summary.experiments[experiment].last;
  Cell cell;
  cell.worst = "stopped";
  if (facts.started && last) {
    cell.worst += " after " + duration(*last - *facts.started, digits_in_prose);
  }
  // What the stop itself cut off says nothing about the arm.
  const std::uint64_t cut = window.count_of(record::Outcome::unfinished);
  cell.worst +=
      fmt::format(": {} of {} failed", count(window.failed - cut), count(window.attempted));
  cell.worst += cut == 0 ? "" : ", " + count(cut) + " cut off";
  return cell;
}

std::string who_words(const Document& document, const verdict::ArmFacts& arm,
                      const WindowSummary& window) {
  std::vector<std::pair<std::uint64_t, std::string>> others;
  for (const auto& [answerer, requests] : window.answered_by) {
    if (!verdict::is_primary(arm, answerer.provider, answerer.model)) {
      // Another provider with the same model: only its name tells.
      const bool same = answerer.model.empty() || answerer.model == arm.primary_model;
      others.emplace_back(requests, same ? document.facts.cast.providers.at(answerer.provider)
                                         : short_model(answerer.model));
    }
  }
  std::ranges::stable_sort(others, std::ranges::greater{},
                           &std::pair<std::uint64_t, std::string>::first);
  std::vector<std::string> words;
  for (const auto& [requests, name] : others) {
    words.push_back(share(requests, window.ok) + " by " + name);
  }
  return joined(words, ", ");
}

}  // namespace

Cell headline_cell(const Document& document, std::size_t experiment, std::size_t arm) {
  const WindowSummary& window =
      document.summary.experiments[experiment].arms[arm].at(Window::fault);
  const Ruling ruling = document.verdict.experiments[experiment].ruling;
  Cell cell;
  if (ruling == Ruling::not_started) {
    cell.worst = "not started";
    return cell;
  }
  if (stopped(ruling)) {
    return stopped_cell(document, experiment, window);
  }
  if (window.attempted < verdict::least_sample) {
    cell.mark = Mark::doubt;
    cell.worst = fmt::format("too few: n = {}", window.attempted);
    return cell;
  }
  if (window.left > 0) {
    const bool all = window.left == window.attempted;
    cell.left = (all ? "all " : "") + count(window.left) + " clients left";
  }
  const auto& slo = document.facts.slo_answer;
  if (slo && window.left < window.attempted) {
    cell.within = share(window.good, window.attempted) + " within " + duration(*slo);
  }
  if (window.failed > 0) {
    cell.mark = Mark::bad;
    cell.worst = failed_words(window);
    cell.late = window.late > 0 ? count(window.late) + " late" : "";
    if (window.ok == 0) {
      cell.within.clear();
    }
    return cell;
  }
  cell.mark = window.late > 0 ? Mark::doubt : Mark::good;
  cell.worst = window.late == 0 ? (slo ? "0 failed, 0 late" : "0 failed")
               : window.late == window.attempted
                   ? "0 failed, but all " + count(window.late) + " late"
                   : "0 failed, but " + count(window.late) + " late";
  if (window.late == 0) {
    cell.aside = fmt::format("({}{})", none_of(window.attempted), slo ? " each" : "");
  }
  const std::string p95 = quantile(window.answers, 9500, digits_in_prose);
  cell.p95 = p95 == "n/a" ? "" : "p95 " + p95;
  const std::string first_token = quantile(window.first_contents, 9500, digits_in_prose);
  cell.first_token = first_token == "n/a" ? "" : "first token p95 " + first_token;
  cell.who = who_words(document, document.facts.arms[arm], window);
  cell.all_first = window.degraded == 0 && window.ok > 0 && window.unseen == 0;
  return cell;
}

const char* sign(Mark mark, bool utf8) {
  constexpr std::array signs = {"✓", "✗", "?", "–"};
  constexpr std::array plain = {"ok", "FAIL", "?", "-"};
  const auto at = static_cast<std::size_t>(mark);
  return utf8 ? signs.at(at) : plain.at(at);
}

std::string failure_words(const WindowSummary& window) {
  constexpr std::size_t most_named = 2;
  std::vector<std::pair<std::string, std::uint64_t>> kinds(window.failures.begin(),
                                                           window.failures.end());
  std::ranges::stable_sort(kinds, std::ranges::greater{},
                           &std::pair<std::string, std::uint64_t>::second);
  std::vector<std::string> words;
  for (const auto& [kind, requests] : kinds) {
    words.push_back(words.size() < most_named ? kind : "…");
    if (words.size() > most_named) {
      break;
    }
  }
  return joined(words, ", ");
}

std::string short_model(const std::string& full) {
  const std::string model = inert(full, longest_name);
  if (!model.starts_with("claude-")) {
    return model;
  }
  std::string rest = model.substr(model.find('-') + 1);
  while (!rest.empty()) {
    const std::string word = rest.substr(0, rest.find('-'));
    if (word.find_first_not_of("0123456789.") != word.npos) {
      return word;
    }
    rest.erase(0, word.size() + 1);
  }
  return model;
}

}  // namespace gameday::report
