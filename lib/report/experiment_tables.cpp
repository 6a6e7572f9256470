#include "report/experiment_tables.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/inert.hpp"
#include "report/lines.hpp"

namespace gameday::report {
namespace {

using record::Window;
using verdict::WindowSummary;

std::string bypassed_words(const record::FaultCounts& counts) {
  std::vector<std::string> words;
  for (const auto& [reason, number] : counts.bypassed) {
    words.push_back(fmt::format("{} {}", count(number), inert(reason, longest_name)));
  }
  return words.empty() ? "0" : joined(words, ", ");
}

// A shut port counts no attempts: how long it was, and what it ended, is all there is.
Row shut_row(const Document& document, const verdict::Audit& audit, const WindowSummary& seen) {
  return {
      document.facts.arms.at(audit.arm).name,
      record::place_name(document.facts.cast, audit.provider),
      inert(audit.fault, longest_name),
      "n/a",
      "n/a",
      "port shut for " + duration(audit.counts.shut),
      count(audit.counts.injected) + " connections ended",
      "n/a",
      fmt::format("{} of {} due while it was", count(seen.due_while_shut), count(seen.attempted))};
}

// Nobody knows whose the connections and lookups were that an injection chose.
std::string met_words(const record::FaultCounts& counts, const WindowSummary& seen) {
  if (counts.connections) {
    return "n/a, it counts connections";
  }
  return counts.dns > Duration::zero()
             ? fmt::format("{} of {} due meanwhile", count(seen.due_while_unresolved),
                           count(seen.attempted))
             : fmt::format("{} of {}", count(seen.met_fault), count(seen.attempted));
}

}  // namespace

std::vector<std::string> injection_lines(const Document& document, std::size_t experiment) {
  std::vector<std::string> lines;
  for (const verdict::InjectionFacts& injection :
       document.facts.experiments[experiment].injections) {
    std::vector<std::string> into;
    for (const std::uint16_t provider : injection.into) {
      into.push_back(record::place_name(document.facts.cast, provider));
    }
    const std::string from =
        injection.from > Duration::zero() ? ", from " + duration(injection.from) : "";
    lines.push_back(fmt::format("{}: {}{}, for {}", joined(into, ", "), injection.words, from,
                                duration(injection.length)));
  }
  return lines;
}

Table windows_table(const Document& document, std::size_t experiment) {
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  std::vector<Row> rows;
  for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
    for (const Window window : {Window::baseline, Window::fault, Window::recovery}) {
      const WindowSummary& seen = summary.arms[arm].at(window);
      if (seen.attempted == 0) {
        continue;
      }
      rows.push_back({document.facts.arms[arm].name, to_text(window),
                      part(seen.failed, seen.attempted),
                      document.facts.slo_answer ? part(seen.late, seen.attempted) : "n/a",
                      part(seen.degraded, seen.attempted), quantile(seen.answers, 5000),
                      quantile(seen.answers, 9500), quantile(seen.answers, 9900)});
    }
  }
  return {{"arm", "window", "failed", "late", "degraded", "p50", "p95", "p99"}, std::move(rows), 2};
}

Table audit_table(const Document& document, std::size_t experiment) {
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  std::vector<Row> rows;
  for (const verdict::Audit& audit : summary.audits) {
    const record::FaultCounts& counts = audit.counts;
    const WindowSummary& seen = summary.arms.at(audit.arm).at(Window::fault);
    if (counts.shut > Duration::zero()) {
      rows.push_back(shut_row(document, audit, seen));
      continue;
    }
    rows.push_back({document.facts.arms.at(audit.arm).name,
                    record::place_name(document.facts.cast, audit.provider),
                    inert(audit.fault, longest_name), count(counts.seen), count(counts.matched),
                    count(counts.injected), bypassed_words(counts), count(counts.open),
                    met_words(counts, seen)});
  }
  return {{"arm", "provider", "fault", "seen", "matched", "injected", "bypassed", "open",
           "requests that met a fault"},
          std::move(rows),
          3};
}

// A column for each number that occurs; what is beyond the last one is counted together.
Table attempts_table(const Document& document, std::size_t experiment) {
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  constexpr std::uint32_t last_column = 9;
  std::set<std::uint32_t> columns;
  for (const verdict::ArmSummary& arm : summary.arms) {
    for (const auto& [number, requests] : arm.at(Window::fault).attempts) {
      columns.insert(std::min(number, last_column + 1));
    }
  }
  Row head = {"arm"};
  for (const std::uint32_t number : columns) {
    head.push_back(number > last_column ? "more" : std::to_string(number));
  }
  head.insert(head.end(), {"mean", "most", "amplification"});
  const bool hints = std::ranges::any_of(
      summary.arms, [](const verdict::ArmSummary& arm) { return arm.at(Window::fault).hints > 0; });
  if (hints) {
    head.push_back("before its Retry-After was over");
  }
  std::vector<Row> rows;
  for (std::size_t at = 0; at < summary.arms.size(); ++at) {
    const WindowSummary& seen = summary.arms[at].at(Window::fault);
    if (seen.attempted == 0) {
      continue;
    }
    Row row = {document.facts.arms[at].name};
    for (const std::uint32_t column : columns) {
      std::uint64_t requests = 0;
      for (const auto& [number, of] : seen.attempts) {
        requests += std::min(number, last_column + 1) == column ? of : 0;
      }
      row.push_back(count(requests));
    }
    const auto n = static_cast<double>(seen.attempted);
    row.push_back(fmt::format("{:.2f}", static_cast<double>(seen.attempts_total()) / n));
    row.push_back(count(seen.attempts_max()));
    row.push_back(fmt::format("{:.2f}", static_cast<double>(seen.arrived) / n));
    if (hints) {
      row.push_back(seen.hints > 0 ? count(seen.too_soon) : "n/a");
    }
    rows.push_back(std::move(row));
  }
  return {std::move(head), std::move(rows), 1};
}

// A gateway may have been asked for any number of models; those that answered least are one row.
Table answerers_table(const Document& document, std::size_t experiment) {
  constexpr std::size_t most_rows = 8;  // of an arm
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  std::vector<Row> rows;
  for (std::size_t at = 0; at < summary.arms.size(); ++at) {
    const WindowSummary& seen = summary.arms[at].at(Window::fault);
    const auto add = [&](const std::string& who, std::uint64_t requests) {
      if (requests > 0) {
        rows.push_back({document.facts.arms[at].name, who, count(requests),
                        share(requests, seen.attempted, digits_in_tables)});
      }
    };
    std::vector<std::pair<std::uint64_t, const verdict::Answerer*>> by_number;
    for (const auto& [answerer, requests] : seen.answered_by) {
      by_number.emplace_back(requests, &answerer);
    }
    if (by_number.size() > most_rows) {
      std::ranges::stable_sort(by_number,
                               [](const auto& a, const auto& b) { return a.first > b.first; });
    }
    std::uint64_t others = 0;
    for (std::size_t rank = 0; rank < by_number.size(); ++rank) {
      const auto& [requests, answerer] = by_number[rank];
      if (rank < most_rows) {
        add(document.facts.cast.providers.at(answerer->provider) + '/' +
                inert(answerer->model, longest_name),
            requests);
      } else {
        others += requests;
      }
    }
    add(fmt::format("{} others", count(by_number.size() - std::min(by_number.size(), most_rows))),
        others);
    add("not seen by a fault proxy", seen.unseen);
    add("nobody", seen.failed);
    add("nobody: the client left", seen.left);
  }
  return {{"arm", "answered by", "requests", "share"}, std::move(rows), 2};
}

Table failover_table(const Document& document, std::size_t experiment) {
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  std::vector<Row> rows;
  for (std::size_t at = 0; at < summary.arms.size(); ++at) {
    const WindowSummary& seen = summary.arms[at].at(Window::fault);
    if (seen.failovers.empty() && seen.elsewhere_at_once == 0) {
      continue;
    }
    rows.push_back({document.facts.arms[at].name, count(seen.failovers.size()),
                    quantile(seen.failovers, 5000), quantile(seen.failovers, 9500),
                    seen.failovers.empty() ? "n/a" : duration(seen.failovers.back()),
                    count(seen.elsewhere_at_once)});
  }
  return {
      {"arm", "failed over", "p50", "p95", "max", "sent elsewhere at once"}, std::move(rows), 1};
}

Table streams_table(const Document& document, std::size_t experiment) {
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  std::vector<Row> rows;
  for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
    for (const Window window : {Window::baseline, Window::fault, Window::recovery}) {
      const WindowSummary& seen = summary.arms[arm].at(window);
      const std::uint64_t n = seen.streams();
      if (n == 0) {
        continue;
      }
      rows.push_back({document.facts.arms[arm].name, to_text(window), count(n),
                      quantile(seen.first_contents, 5000), quantile(seen.first_contents, 9500),
                      seen.gaps.empty() ? "n/a" : duration(seen.gaps.back()),
                      part(seen.count_of(record::Outcome::truncated_stream), n),
                      part(seen.count_of(record::Outcome::stream_error), n)});
    }
  }
  return {{"arm", "window", "streams", "first token p50", "first token p95", "longest silence",
           "cut silently", "broken, and told"},
          std::move(rows),
          2};
}

std::vector<std::string> recovery_lines(const Document& document, std::size_t experiment) {
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  std::vector<std::string> lines;
  for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
    if (const auto& after = summary.arms[arm].recovery) {
      const std::string when = *after == forever            ? "not within the recovery window"
                               : *after == Duration::zero() ? "at once"
                                                            : duration(*after) + " after the fault";
      lines.push_back(document.facts.arms[arm].name + ": " + when);
    }
  }
  return lines;
}

}  // namespace gameday::report
