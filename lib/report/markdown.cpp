#include "report/markdown.hpp"

#include <fmt/format.h>

#include "report/events.hpp"
#include "report/figures.hpp"
#include "report/headline.hpp"
#include "report/lines.hpp"
#include "report/md.hpp"
#include "report/md_experiment.hpp"
#include "report/md_requests.hpp"
#include "report/sentence.hpp"
#include "report/text_diff.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

std::string top(const Document& document) {
  const verdict::RunFacts& facts = document.facts;
  std::string out =
      fmt::format("# {}\n\n**{}**", md_text(facts.title), word(document.verdict.ruling));
  for (const std::string& badge : badges(facts)) {
    out += " · **" + badge + "**";
  }
  out += "\n\n" + md_text(verdict_sentence(document)) + "\n\n";
  out += tally_words(document.verdict) + "\n\n";
  const std::string injected = injected_words(document);
  return out + (injected.empty() ? "" : "F" + injected.substr(1) + ".\n\n");
}

std::string headline_words(const Cell& cell) {
  std::vector<std::string> parts = {"**" + md_text(cell.worst) + "**" +
                                    (cell.aside.empty() ? "" : " " + cell.aside)};
  for (const std::string& part : {cell.late, cell.p95, cell.first_token, cell.within, cell.who}) {
    if (!part.empty()) {
      parts.push_back(md_text(part));
    }
  }
  return joined(parts, ", ");
}

std::string headline(const Document& document) {
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
  return "## Headline\n\n" + md_table(head, rows, head.size());
}

std::string checks(const Document& document) {
  std::string out = "## Hypothesis and checks\n\n";
  if (!document.facts.hypothesis.empty()) {
    out += "> " + md_text(document.facts.hypothesis) + "\n\n";
  }
  std::vector<Row> rows;
  for (const verdict::ExperimentVerdict& experiment : document.verdict.experiments) {
    for (const verdict::CheckResult& check : experiment.checks) {
      const std::string observed = observed_words(check);
      const std::string reason = check.reason.empty() ? "" : ": " + md_text(check.reason);
      rows.push_back({md_text(document.facts.experiments[check.experiment].name),
                      md_text(document.facts.arms.at(check.arm).name),
                      '`' + check_words(check) + '`', verdict::to_text(check.ruling) + reason,
                      check.limit ? amount(*check.limit) : "n/a",
                      check.ruling == verdict::Ruling::fail ? "**" + observed + "**" : observed,
                      interval_words(check), count(check.n)});
    }
  }
  const std::string table =
      md_table({"experiment", "arm", "check", "verdict", "limit", "observed", "95 % interval", "n"},
               rows, 4);
  return out + (table.empty() ? "The scenario promises nothing.\n\n" : table);
}

std::string timeline(const Document& document) {
  std::vector<Row> rows;
  for (const record::Event& event : document.records.events) {
    const std::string words = event_words(event, document.facts.cast);
    if (!words.empty()) {
      rows.push_back({clock(event.at - run_start),
                      md_text(document.facts.cast.experiments.at(event.experiment)),
                      md_text(words)});
    }
  }
  const std::string table = md_table({"at", "experiment", "what"}, rows, 3);
  return "## Timeline\n\n" + (table.empty() ? "No event was recorded.\n\n" : table);
}

std::string statistics(const Document& document) {
  const verdict::RunFacts& facts = document.facts;
  std::string out = "## Statistics and caveats\n\n";
  out += fmt::format(
      "- Open loop, {:g} requests per second to each arm; all arms got the same "
      "requests at the same intended times.\n",
      facts.rate);
  out +=
      "- A time runs from the intended send. A failed request has no answer: it counts as "
      "never.\n";
  out +=
      "- Percentiles are nearest rank; n/a where fewer than 5 samples lie beyond. Intervals "
      "are 95 %: order statistics for percentiles, Clopper and Pearson for shares.\n";
  out += "- Checks are judged on the point estimate.\n";
  out +=
      "- Well again, and recovered in the timeline, is judged on the requests that were due after "
      "the fault window.\n";
  out += "- Who answered, and how often a provider was called, is what the fault proxies saw.\n";
  for (const std::string& reason : document.verdict.reasons) {
    out += "- **" + md_text(reason) + "**\n";
  }
  return out + '\n';
}

std::string configs(const Document& document) {
  const auto& arms = document.facts.arms;
  const std::size_t main = main_arm(document.facts);
  std::string out;
  for (const verdict::ArmFacts& arm : arms) {
    out += arm.config_file.empty()
               ? fmt::format("- {}: {}\n", md_text(arm.name), md_text(arm.kind))
               : fmt::format("- {}: `{}`\n", md_text(arm.name), arm.config_file);
  }
  out += '\n';
  for (std::size_t at = 0; at < arms.size(); ++at) {
    if (at == main || arms[at].config.empty() || arms.at(main).config.empty()) {
      continue;
    }
    const std::string lines = differing_lines(arms[at].config, arms[main].config);
    out += fmt::format("From {} to {}:\n\n", md_text(arms[at].name), md_text(arms[main].name));
    out += lines.empty() ? "No line differs.\n\n" : md_code("diff", lines);
  }
  return "## Config differences\n\n" + out;
}

std::string reproduce(const verdict::RunFacts& facts) {
  std::string out = "## Reproduce\n\n";
  out += fmt::format("- gameday {}, `{}` (sha256 {})\n", facts.version, facts.scenario_file,
                     facts.scenario_hash.substr(0, 16));
  out += fmt::format("- seed {}, plan {}\n", facts.seed, facts.plan_hash.substr(0, 16));
  for (const std::string& changed : facts.overrides) {
    out += fmt::format("- changed on the command line: `{}`\n", changed);
  }
  return out + '\n' + md_code("sh", facts.again);
}

std::string limits(const verdict::RunFacts& facts) {
  std::string out = "## What this run does not show\n\n";
  if (facts.mock_providers) {
    out += "- How real providers behave: the answers, their pace and their errors were made.\n";
  }
  if (facts.simulated) {
    out += "- What sockets, TLS, name resolution and a busy machine add: time was virtual.\n";
  }
  out += fmt::format(
      "- What happens at more than {:g} requests per second, or in a longer "
      "outage.\n",
      facts.rate);
  out += "- Whether the answers were good: only that they came, whole and in time.\n";
  return out + "- Failures that were not injected.\n";
}

}  // namespace

std::string markdown(const Document& document) {
  std::string out = top(document) + headline(document) + checks(document);
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    out += md_experiment(document, at);
  }
  out += "## Slowest and failed requests\n\n" + md_requests(document);
  out += timeline(document) + statistics(document) + configs(document);
  out += reproduce(document.facts);
  out += "## For people\n\n- What surprised us:\n- What we change, who, until when:\n\n";
  return out + limits(document.facts);
}

}  // namespace gameday::report
