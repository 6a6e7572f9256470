#include "report/markdown.hpp"

#include <fmt/format.h>

#include "report/caveats.hpp"
#include "report/config_table.hpp"
#include "report/inert.hpp"
#include "report/md.hpp"
#include "report/md_experiment.hpp"
#include "report/md_requests.hpp"
#include "report/md_summary.hpp"
#include "report/timeline.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

std::string timeline(const Document& document) {
  const std::string table = md_table(timeline_table(document));
  return "## Timeline\n\n" + (table.empty() ? "No event was recorded.\n\n" : table);
}

std::string statistics(const Document& document) {
  std::string out = "## Statistics and caveats\n\n";
  for (const std::string& caveat : caveats(document)) {
    out += "- " + md_text(caveat) + '\n';
  }
  for (const std::string& reason : document.verdict.reasons) {
    out += "- **" + md_text(reason) + "**\n";
  }
  return out + '\n';
}

std::string configs(const Document& document) {
  const auto& arms = document.facts.arms;
  std::string out;
  for (const verdict::ArmFacts& arm : arms) {
    const std::string what = !arm.url.empty()           ? md_span(arm.url) + ", which ran already"
                             : !arm.config_file.empty() ? md_span(arm.config_file)
                                                        : md_text(arm.kind);
    out += fmt::format("- {}: {}\n", md_text(arm.name), what);
  }
  out += '\n';
  const ConfigDifferences differences = config_differences(document.facts);
  out += md_table(differences.keys);
  if (differences.keys.head.size() > 2) {  // the key and two arms
    out += same_keys_words(differences) + "\n\n";
  }
  for (const LineDifferences& two : line_differences(document.facts)) {
    out += fmt::format("From {} to {}:\n\n", md_text(two.from), md_text(two.to));
    out += two.lines.empty() ? "No line differs.\n\n" : md_code("diff", two.lines);
  }
  return "## Config differences\n\n" + out;
}

std::string reproduce(const verdict::RunFacts& facts) {
  std::string out = "## Reproduce\n\n";
  out += fmt::format("- gameday {}, {} (sha256 {})\n", md_text(facts.version),
                     md_span(facts.scenario_file), md_text(facts.scenario_hash.substr(0, 16)));
  out += fmt::format("- seed {}, plan {}\n", facts.seed, md_text(facts.plan_hash.substr(0, 16)));
  for (const std::string& changed : facts.overrides) {
    out += fmt::format("- changed on the command line: {}\n", md_span(changed));
  }
  return out + '\n' + md_code("sh", facts.again);
}

std::string limits(const verdict::RunFacts& facts) {
  std::string out = "## What this run does not show\n\n";
  for (const std::string& limit : not_shown(facts)) {
    out += "- " + md_text(limit) + '\n';
  }
  return out;
}

}  // namespace

std::string markdown(const Document& raw) {
  const Inert inert(raw);
  const Document document = inert.document();
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
