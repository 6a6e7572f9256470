#include "config/scenario.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/scenario_parts.hpp"
#include "config/secrets.hpp"
#include "syntax/file.hpp"
#include "syntax/yaml.hpp"

namespace gameday::config {
namespace {

constexpr std::uint64_t most_seed = 999'999'999'999'999'999;  // what a count can say

void read_version(MapReader& top) {
  top.require("gameday", "gameday: 1 as the first line");
  const auto version = top.text("gameday");
  if (version && *version != "1") {
    top.error("gameday", fmt::format("version {} of the format is not known here; write gameday: 1",
                                     *version));
  }
}

void read_head(MapReader& top, Reading& reading, scenario::Scenario& scenario) {
  read_version(top);
  scenario.title = top.text("title").value_or("");
  if (scenario.title.empty()) {
    scenario.title = std::filesystem::path(reading.path).stem().string();
  }
  scenario.hypothesis = top.text("hypothesis").value_or("");
  scenario.seed = top.count("seed", 0, most_seed).value_or(scenario.seed);
  if (const Value* slo = top.take("slo")) {
    MapReader map(*slo, "slo", "slo", reading.problems);
    if (map.is_map()) {
      scenario.slo_answer = duration_of(map, "answer", 1ms);
      map.finish();
    }
  }
}

void refuse_later_keys(MapReader& top) {
  for (const char* key : {"actions"}) {
    top.not_yet(key);
  }
}

void read_all(const Value& root, Reading& reading, GameDay& day) {
  MapReader top(root, "", "a scenario", reading.problems);
  if (!top.is_map()) {
    return;
  }
  read_head(top, reading, day.scenario);
  read_upstreams(top, day);
  read_providers(top, reading, day);
  read_arms(top, reading, day);
  read_load(top, reading, day);
  read_experiments(top, reading, day);
  read_guards(top, reading, day);
  read_safety(top, reading, day);
  read_labels(top, reading, day);
  read_schedule(top, reading, day);
  read_notify(top, reading, day);
  refuse_later_keys(top);
  top.finish();
}

}  // namespace

std::string Reading::beside_scenario(const std::string& file) const {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return (folder / file).lexically_normal().string();
}

std::optional<std::string> Reading::read_named(MapReader& map, std::string_view key,
                                               const std::string& file) {
  Problems found(file);
  auto text = syntax::read_file(file, found);
  for (const Problem& problem : found.list()) {
    if (problem.place.line == 0) {
      map.error(key, file + ' ' + problem.what);
    }
  }
  if (!found.list().empty() && found.list().front().place.line > 0) {
    findings.add(found);
  }
  return text;
}

std::optional<GameDay> parse_game_day(const std::string& path, const std::string& text,
                                      const Overrides& overrides, const Environment& environment,
                                      Findings& findings) {
  Problems problems(path);
  Findings others;  // of gateway configs and prompts; told after the scenario's own
  GameDay day;
  day.scenario.file = path;
  day.scenario.text = starred(text);
  if (auto root = syntax::parse_yaml(text, problems)) {
    apply_overrides(*root, overrides, problems);
    Reading reading{path, environment, others, problems};
    read_all(*root, reading, day);
  }
  findings.texts[path] = day.scenario.text;
  findings.texts.merge(others.texts);
  const std::size_t before = findings.problems.size();
  findings.add(problems);
  findings.problems.insert(findings.problems.end(), others.problems.begin(), others.problems.end());
  for (std::size_t at = before; at < findings.problems.size(); ++at) {
    findings.problems[at] = name_override(std::move(findings.problems[at]), overrides);
  }
  return findings.any_error() ? std::nullopt : std::optional(std::move(day));
}

std::optional<GameDay> read_game_day(const std::string& path, const Overrides& overrides,
                                     const Environment& environment, Findings& findings) {
  Problems problems(path);
  const auto text = syntax::read_file(path, problems);
  findings.add(problems);
  if (!text) {
    return std::nullopt;
  }
  return parse_game_day(path, *text, overrides, environment, findings);
}

}  // namespace gameday::config
