#include "report/md_experiment.hpp"

#include <fmt/format.h>

#include "report/blow_lines.hpp"
#include "report/experiment_tables.hpp"
#include "report/md.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

std::string list(const std::vector<std::string>& lines, const char* before = "") {
  std::string out;
  for (const std::string& line : lines) {
    out += fmt::format("- {}{}\n", before, md_text(line));
  }
  return out.empty() ? out : out + '\n';
}

}  // namespace

std::string md_experiment(const Document& document, std::size_t experiment) {
  const verdict::ExperimentFacts& facts = document.facts.experiments[experiment];
  const verdict::ExperimentVerdict& verdict = document.verdict.experiments[experiment];
  std::string out = fmt::format("## {}: {}\n\n", md_text(facts.name), word(verdict.ruling));
  const std::string injections = list(injection_lines(document, experiment), "into ");
  const bool calm = injections.empty() && facts.actions.empty();
  out += calm ? "Nothing was injected.\n\n" : injections;
  out += list(blow_lines(document, experiment));
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
  const Table audit = audit_table(document, experiment);
  section("When, and how late", md_table(windows_table(document, experiment)));
  section("Streams", md_table(streams_table(document, experiment)));
  section("Well again", list(recovery_lines(document, experiment)));
  section("Did the fault really happen?",
          audit.rows.empty() ? "The fault proxies counted nothing.\n\n" : md_table(audit));
  section("Attempts of a request", md_table(attempts_table(document, experiment)));
  section("Who answered", md_table(answerers_table(document, experiment)));
  section("Failover", md_table(failover_table(document, experiment)));
  return out;
}

}  // namespace gameday::report
