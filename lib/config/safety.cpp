// abort_if, safety and labels: when to end early, and what a run is called.
#include <algorithm>

#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_guards = 32;
constexpr std::size_t most_labels = 32;
constexpr std::size_t longest_label = 256;
constexpr std::size_t most_upstreams = 32;     // as many as providers
constexpr std::size_t longest_upstream = 260;  // a name of DNS and a port

void read_check_of(MapReader& map, const GameDay& day, scenario::Guard& guard) {
  const Value* found = map.require("check", "check: \"failed > 80%\"");
  if (found == nullptr) {
    return;
  }
  auto check = read_check(*found, map.path_of("check"), day, map.problems());
  if (!check) {
    return;
  }
  if (!verdict::watchable(*check)) {
    map.error("check",
              "a guard watches requests as they end: failed, good, pNN, min, max and "
              "outcome.pNN against a number; write \"failed > 80%\"");
  }
  guard.check = std::move(*check);
}

scenario::Guard read_guard(const Value& item, std::size_t index, const GameDay& day,
                           Problems& problems) {
  scenario::Guard guard;
  MapReader map(item, fmt::format("abort_if[{}]", index), "a guard", problems);
  if (!map.is_map()) {
    return guard;
  }
  if (const auto arm = map.text("arm")) {
    guard.arm = index_of(*arm, arm_names(day), "arm", map.place_of_value("arm"), map.path_of("arm"),
                         problems);
  }
  read_check_of(map, day, guard);
  guard.window = duration_of(map, "for", 1s).value_or(guard.window);
  guard.min_requests = map.count("min_requests", 1, most_requests).value_or(guard.min_requests);
  map.finish();
  return guard;
}

void read_max_duration(MapReader& map, GameDay& day) {
  const auto most = duration_of(map, "max_duration", 1s);
  if (!most) {
    return;
  }
  day.scenario.safety.max_duration = most;
  Duration planned{};
  for (const scenario::Experiment& experiment : day.scenario.experiments) {
    const scenario::Timing& timing = experiment.timing;
    planned += timing.baseline + timing.fault + timing.recovery;
  }
  if (planned > *most) {
    map.error("max_duration",
              fmt::format("the experiments take {}, more than these {}; shorten the timing or "
                          "allow more",
                          to_text(planned), to_text(*most)));
  }
}

// `api.openai.com`, `127.0.0.1:8080`, `[::1]:8080`, in lower case.
std::optional<std::string> upstream(MapReader& map, const std::string& text) {
  if (text.find("//") != text.npos || text.find('/') != text.npos) {
    map.error("allow_upstreams", "takes hosts, not URLs; write api.openai.com");
    return std::nullopt;
  }
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789.-_:[]";
  std::string host = text;
  std::ranges::transform(host, host.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  if (host.empty() || host.size() > longest_upstream ||
      host.find_first_not_of(letters) != host.npos) {
    map.error("allow_upstreams",
              "takes mock and names of hosts, each with or without a port, and no wildcard; "
              "write [mock, api.openai.com]");
    return std::nullopt;
  }
  return host;
}

}  // namespace

void read_guards(MapReader& top, Reading& reading, GameDay& day) {
  if (!top.has("abort_if")) {
    top.take("abort_if");
    return;
  }
  const Value* list = list_of(top, "abort_if", most_guards,
                              "abort_if: [{check: \"failed > 80%\", for: 20s, min_requests: 20}]");
  if (list == nullptr) {
    return;
  }
  for (const Value& item : list->items) {
    day.scenario.guards.push_back(
        read_guard(item, day.scenario.guards.size(), day, reading.problems));
  }
}

void read_upstreams(MapReader& top, GameDay& day) {
  const Value* found = top.find("safety");
  if (found == nullptr || found->kind != Value::Kind::map) {
    return;  // read_safety says so
  }
  MapReader map(*found, "safety", "safety", top.problems());
  const auto texts = map.texts("allow_upstreams");
  if (texts.size() > most_upstreams) {
    map.error("allow_upstreams",
              fmt::format("{} are here; at most {} are allowed", texts.size(), most_upstreams));
    return;
  }
  for (const std::string& text : texts) {
    const auto host = text == "mock" ? std::nullopt : upstream(map, text);
    if (host) {
      day.scenario.safety.upstreams.push_back(*host);
    }
  }
}

std::string upstream_problem(const scenario::Safety& safety, std::string_view host,
                             std::uint16_t port) {
  const bool v6 = host.find(':') != host.npos;
  const std::string bare = v6 ? fmt::format("[{}]", host) : std::string(host);
  const std::string with_port = fmt::format("{}:{}", bare, port);
  for (const std::string& allowed : safety.upstreams) {
    if (allowed == host || allowed == bare || allowed == with_port) {
      return {};
    }
  }
  return fmt::format(
      "{} is a real upstream, which costs money and is somebody's; to call it, "
      "write safety: {{allow_upstreams: [mock, \"{}\"]}}",
      bare, bare);
}

void read_safety(MapReader& top, Reading& reading, GameDay& day) {
  const Value* found = top.take("safety");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, "safety", "safety", reading.problems);
  if (!map.is_map()) {
    return;
  }
  read_max_duration(map, day);
  if (const auto file = map.text("stop_file")) {
    day.scenario.safety.stop_file = reading.beside_scenario(*file);
    if (file->empty()) {
      map.error("stop_file", "is empty; name a file that ends the run when it appears");
    }
  }
  day.scenario.safety.confirm = map.boolean("confirm").value_or(false);
  map.take("allow_upstreams");  // read before the providers
  map.finish();
}

void read_labels(MapReader& top, Reading& reading, GameDay& day) {
  if (!top.has("labels")) {
    top.take("labels");
    return;
  }
  const Value* found = map_of(top, "labels", most_labels, "labels: {env: staging}");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, "labels", "labels", reading.problems);
  for (const Member& member : found->members) {
    check_name(member.key, "a label", member.place, map.path_of(member.key), reading.problems);
    const auto text = map.text(member.key);
    if (text && text->size() > longest_label) {
      map.error(member.key, fmt::format("is longer than {} bytes", longest_label));
    }
    day.scenario.labels[member.key] = text.value_or("");
  }
}

}  // namespace gameday::config
