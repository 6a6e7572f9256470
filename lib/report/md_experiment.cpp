#include "report/md_experiment.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/lines.hpp"
#include "report/md.hpp"
#include "report/md_streams.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

using record::Window;
using verdict::WindowSummary;

std::string injections(const Document& document, const verdict::ExperimentFacts& facts) {
  std::string out;
  for (const verdict::InjectionFacts& injection : facts.injections) {
    std::vector<std::string> into;
    for (const std::uint16_t provider : injection.into) {
      into.push_back(document.facts.cast.providers.at(provider));
    }
    const std::string from =
        injection.from > Duration::zero() ? ", from " + duration(injection.from) : "";
    out += fmt::format("- into {}: {}{}, for {}\n", md_text(joined(into, ", ")),
                       md_text(injection.words), from, duration(injection.length));
  }
  return out.empty() ? "Nothing was injected.\n" : out;
}

std::string windows(const Document& document, const verdict::ExperimentSummary& summary) {
  std::vector<Row> rows;
  for (std::size_t arm = 0; arm < summary.arms.size(); ++arm) {
    for (const Window window : {Window::baseline, Window::fault, Window::recovery}) {
      const WindowSummary& seen = summary.arms[arm].at(window);
      if (seen.attempted == 0) {
        continue;
      }
      rows.push_back({md_text(document.facts.arms[arm].name), to_text(window),
                      part(seen.failed, seen.attempted),
                      document.facts.slo_answer ? part(seen.late, seen.attempted) : "n/a",
                      part(seen.degraded, seen.attempted), quantile(seen.answers, 5000),
                      quantile(seen.answers, 9500), quantile(seen.answers, 9900)});
    }
  }
  return md_table({"arm", "window", "failed", "late", "degraded", "p50", "p95", "p99"}, rows, 2);
}

std::string bypassed_words(const record::FaultCounts& counts) {
  std::vector<std::string> words;
  for (const auto& [reason, number] : counts.bypassed) {
    words.push_back(fmt::format("{} {}", number, reason));
  }
  return words.empty() ? "0" : joined(words, ", ");
}

std::string audit(const Document& document, std::size_t experiment) {
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  std::vector<Row> rows;
  for (const verdict::Audit& audit : summary.audits) {
    const record::FaultCounts& counts = audit.counts;
    const WindowSummary& seen = summary.arms.at(audit.arm).at(Window::fault);
    rows.push_back({md_text(document.facts.arms.at(audit.arm).name),
                    md_text(document.facts.cast.providers.at(audit.provider)), md_text(audit.fault),
                    count(counts.seen), count(counts.matched), count(counts.injected),
                    bypassed_words(counts), count(counts.open),
                    fmt::format("{} of {}", count(seen.met_fault), count(seen.attempted))});
  }
  const std::string table = md_table({"arm", "provider", "fault", "seen", "matched", "injected",
                                      "bypassed", "open", "requests that met a fault"},
                                     rows, 3);
  return table.empty() ? "The fault proxies counted nothing.\n\n" : table;
}

// A column for each number that occurs; what is beyond the last one is counted together.
std::string attempts(const Document& document, const verdict::ExperimentSummary& summary) {
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
    Row row = {md_text(document.facts.arms[at].name)};
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
  return md_table(head, rows, 1);
}

std::string who_answered(const Document& document, const verdict::ExperimentSummary& summary) {
  std::vector<Row> rows;
  for (std::size_t at = 0; at < summary.arms.size(); ++at) {
    const WindowSummary& seen = summary.arms[at].at(Window::fault);
    const auto add = [&](const std::string& who, std::uint64_t requests) {
      if (requests > 0) {
        rows.push_back({md_text(document.facts.arms[at].name), md_text(who), count(requests),
                        share(requests, seen.attempted, digits_in_tables)});
      }
    };
    for (const auto& [answerer, requests] : seen.answered_by) {
      add(document.facts.cast.providers.at(answerer.provider) + '/' + answerer.model, requests);
    }
    add("not seen by a fault proxy", seen.unseen);
    add("nobody", seen.failed);
    add("nobody: the client left", seen.left);
  }
  return md_table({"arm", "answered by", "requests", "share"}, rows, 2);
}

std::string failover(const Document& document, const verdict::ExperimentSummary& summary) {
  std::vector<Row> rows;
  for (std::size_t at = 0; at < summary.arms.size(); ++at) {
    const WindowSummary& seen = summary.arms[at].at(Window::fault);
    if (seen.failovers.empty() && seen.elsewhere_at_once == 0) {
      continue;
    }
    rows.push_back({md_text(document.facts.arms[at].name), count(seen.failovers.size()),
                    quantile(seen.failovers, 5000), quantile(seen.failovers, 9500),
                    seen.failovers.empty() ? "n/a" : duration(seen.failovers.back()),
                    count(seen.elsewhere_at_once)});
  }
  return md_table({"arm", "failed over", "p50", "p95", "max", "sent elsewhere at once"}, rows, 1);
}

}  // namespace

std::string md_experiment(const Document& document, std::size_t experiment) {
  const verdict::ExperimentFacts& facts = document.facts.experiments[experiment];
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  const verdict::ExperimentVerdict& verdict = document.verdict.experiments[experiment];
  std::string out = fmt::format("## {}: {}\n\n", md_text(facts.name), word(verdict.ruling));
  out += injections(document, facts) + '\n';
  for (const std::string& reason : verdict.reasons) {
    out += "- **" + md_text(reason) + "**\n";
  }
  out += verdict.reasons.empty() ? "" : "\n";
  if (!facts.started) {
    return out;
  }
  const auto section = [&](const char* title, const std::string& text) {
    out += text.empty() ? "" : fmt::format("### {}\n\n{}", title, text);
  };
  section("When, and how late", windows(document, summary));
  section("Streams", md_streams(document, summary));
  section("Well again", md_recovery(document, summary));
  section("Did the fault really happen?", audit(document, experiment));
  section("Attempts of a request", attempts(document, summary));
  section("Who answered", who_answered(document, summary));
  section("Failover", failover(document, summary));
  return out;
}

}  // namespace gameday::report
