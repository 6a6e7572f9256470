#include "report/markdown.hpp"

#include <fmt/format.h>

#include "report/events.hpp"
#include "report/figures.hpp"
#include "report/md.hpp"
#include "report/md_experiment.hpp"
#include "report/md_requests.hpp"
#include "report/md_summary.hpp"
#include "report/text_diff.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

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
  std::string out = fmt::format("# {}\n\n", md_text(document.facts.title));
  out += md_verdict(document) + "## Headline\n\n" + md_headline(document) +
         "## Hypothesis and checks\n\n" + md_hypothesis(document.facts);
  const std::string checks = md_checks(document, Checks::all);
  out += checks.empty() ? "The scenario promises nothing.\n\n" : checks;
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
