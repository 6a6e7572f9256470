#include "report/postmortem/postmortem.hpp"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include "report/blow_lines.hpp"
#include "report/events.hpp"
#include "report/experiment_tables.hpp"
#include "report/figures.hpp"
#include "report/headline.hpp"
#include "report/inert.hpp"
#include "report/lines.hpp"
#include "report/md.hpp"
#include "report/md_summary.hpp"
#include "report/sentence.hpp"
#include "report/timeline.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

namespace mustache = kainjow::mustache;
using List = mustache::data;

List list_of(const std::vector<std::string>& words) {
  List list(List::type::list);
  for (const std::string& one : words) {
    list << mustache::data("words", one);
  }
  return list;
}

std::string cell_words(const Cell& cell) {
  std::vector<std::string> parts;
  for (const std::string& part : {cell.worst, cell.late, cell.p95, cell.within, cell.who}) {
    if (!part.empty()) {
      parts.push_back(part);
    }
  }
  return joined(parts, ", ");
}

// When something was first seen, from the moment the fault began.
std::vector<std::string> detection(const Document& document, std::size_t experiment) {
  using Kind = record::Event::Kind;
  std::vector<std::string> words;
  std::optional<TimePoint> on;
  for (const record::Event& event : document.records.events) {
    if (event.experiment != experiment) {
      continue;
    }
    if (event.kind == Kind::fault_on && !on) {
      on = event.at;
    }
    const bool telling = event.kind == Kind::first_error || event.kind == Kind::first_fallback ||
                         event.kind == Kind::recovered || event.kind == Kind::aborted ||
                         event.kind == Kind::interrupted;
    if (!telling) {
      continue;
    }
    const std::string what = event_words(event, document.facts.cast);
    words.push_back(on ? fmt::format("{} after the fault began: {}", duration(event.at - *on), what)
                       : what);
  }
  return words;
}

List arms_of(const Document& document, std::size_t experiment) {
  List arms(List::type::list);
  for (std::size_t at = 0; at < document.facts.arms.size(); ++at) {
    const verdict::WindowSummary& seen =
        document.summary.experiments[experiment].arms[at].at(record::Window::fault);
    mustache::data arm;
    arm.set("arm", document.facts.arms[at].name);
    arm.set("words", cell_words(headline_cell(document, experiment, at)));
    arm.set("attempted", count(seen.attempted));
    arm.set("failed", part(seen.failed, seen.attempted));
    arm.set("late", document.facts.slo_answer ? part(seen.late, seen.attempted) : "n/a");
    arms << arm;
  }
  return arms;
}

List experiments_of(const Document& document) {
  List experiments(List::type::list);
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    mustache::data experiment;
    experiment.set("name", document.facts.experiments[at].name);
    experiment.set("verdict", word(document.verdict.experiments[at].ruling));
    std::vector<std::string> broken = injection_lines(document, at);
    for (const std::string& line : blow_lines(document, at)) {
      broken.push_back(line);
    }
    experiment.set("injections", list_of(broken));
    experiment.set("arms", arms_of(document, at));
    experiment.set("detection", list_of(detection(document, at)));
    experiments << experiment;
  }
  return experiments;
}

// A section that was empty leaves its blank lines behind.
std::string without_gaps(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    if (letter != '\n' || !out.ends_with("\n\n")) {
      out += letter;
    }
  }
  return out;
}

mustache::data fields(const Document& document) {
  const verdict::RunFacts& facts = document.facts;
  mustache::data data;
  data.set("title", facts.title);
  data.set("verdict", word(document.verdict.ruling));
  data.set("sentence", verdict_sentence(document));
  data.set("hypothesis", facts.hypothesis);
  data.set("seed", std::to_string(facts.seed));
  data.set("plan", facts.plan_hash.substr(0, 16));
  data.set("version", facts.version);
  data.set("again", md_code("sh", facts.again));
  data.set("simulated", facts.simulated);
  data.set("mock_providers", facts.mock_providers);
  data.set("headline", md_headline(document));
  data.set("checks", md_checks(document, Checks::all));
  data.set("failed_checks", md_checks(document, Checks::not_held));
  data.set("timeline", md_table(timeline_table(document)));
  data.set("experiments", experiments_of(document));
  return data;
}

}  // namespace

Parsed<std::string> postmortem(const Document& raw, const std::string& text) {
  const Inert inert(raw);
  mustache::mustache shell(text);
  if (!shell.is_valid()) {
    return {std::nullopt, shell.error_message()};
  }
  shell.set_custom_escape([](const std::string& field) { return md_text(field); });
  const std::string out = shell.render(fields(inert.document()));
  if (!shell.is_valid()) {
    return {std::nullopt, shell.error_message()};
  }
  return {without_gaps(out), {}};
}

}  // namespace gameday::report
