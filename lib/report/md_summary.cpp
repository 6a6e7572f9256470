#include "report/md_summary.hpp"

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/headline.hpp"
#include "report/lines.hpp"
#include "report/md.hpp"
#include "report/sentence.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

std::string headline_words(const Cell& cell) {
  std::vector<std::string> parts = {"**" + md_text(cell.worst) + "**" +
                                    (cell.aside.empty() ? "" : " " + cell.aside)};
  for (const std::string& part :
       {cell.late, cell.left, cell.p95, cell.first_token, cell.within, cell.who}) {
    if (!part.empty()) {
      parts.push_back(md_text(part));
    }
  }
  return joined(parts, ", ");
}

}  // namespace

std::string md_verdict(const Document& document) {
  const verdict::RunFacts& facts = document.facts;
  std::string out = fmt::format("**{}**", word(document.verdict.ruling));
  for (const std::string& badge : badges(facts)) {
    out += " · **" + badge + "**";
  }
  out += "\n\n" + md_text(verdict_sentence(document)) + "\n\n";
  out += tally_words(document.verdict) + "\n\n";
  const std::string injected = injected_words(document);
  return out + (injected.empty() ? "" : "F" + md_text(injected.substr(1)) + ".\n\n");
}

std::string md_headline(const Document& document) {
  Row head = {"experiment"};
  for (const verdict::ArmFacts& arm : document.facts.arms) {
    head.push_back(md_text(arm.name));
  }
  std::vector<Row> rows;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    Row row = {md_text(document.facts.experiments[at].name)};
    for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
      row.push_back(headline_words(headline_cell(document, at, arm)));
    }
    rows.push_back(std::move(row));
  }
  return md_table(head, rows, head.size());
}

std::string md_hypothesis(const verdict::RunFacts& facts) {
  return facts.hypothesis.empty() ? "" : "> " + md_text(facts.hypothesis) + "\n\n";
}

std::string md_checks(const Document& document, Checks which) {
  std::vector<Row> rows;
  for (const verdict::ExperimentVerdict& experiment : document.verdict.experiments) {
    for (const verdict::CheckResult& check : experiment.checks) {
      if (which == Checks::not_held && check.ruling == verdict::Ruling::pass) {
        continue;
      }
      const std::string observed = observed_words(check);
      const std::string reason = check.reason.empty() ? "" : ": " + md_text(check.reason);
      rows.push_back({md_text(document.facts.experiments[check.experiment].name),
                      md_text(document.facts.arms.at(check.arm).name), md_span(check_words(check)),
                      verdict::to_text(check.ruling) + reason,
                      check.limit ? amount(*check.limit) : "n/a",
                      check.ruling == verdict::Ruling::fail ? "**" + observed + "**" : observed,
                      interval_words(check), count(check.n)});
    }
  }
  return md_table(
      {"experiment", "arm", "check", "verdict", "limit", "observed", "95 % interval", "n"}, rows,
      4);
}

}  // namespace gameday::report
