// load: who asks what, how often.
#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_kinds = 64;
constexpr std::uint64_t most_weight = 1'000'000;
constexpr std::uint64_t most_in_flight = 1'000'000;

std::string read_prompt_file(MapReader& map, const std::string& file, Reading& reading) {
  const std::string path = reading.beside_scenario(file);
  const auto text = reading.read_named(map, "prompt_file", path);
  if (text && text->empty()) {
    map.error("prompt_file", path + " is empty; write what is asked into it");
  }
  return text.value_or("");
}

void read_prompt(MapReader& map, Reading& reading, load::RequestKind& kind) {
  const auto prompt = map.text("prompt");
  const auto file = map.text("prompt_file");
  if (map.has("prompt") && map.has("prompt_file")) {
    map.error("prompt_file", "a request has one prompt; keep prompt or prompt_file");
  } else if (file) {
    kind.prompt = read_prompt_file(map, *file, reading);
  } else if (prompt && prompt->empty()) {
    map.error("prompt", "is empty; write what is asked");
  } else if (prompt) {
    kind.prompt = *prompt;
  } else if (!map.has("prompt") && !map.has("prompt_file")) {
    reading.problems.error(map.place(), map.path(),
                           "asks nothing; write prompt: \"…\" or prompt_file: FILE");
  }
}

load::RequestKind read_kind(const Value& item, std::size_t index, Reading& reading) {
  load::RequestKind kind;
  MapReader map(item, fmt::format("load.requests[{}]", index), "a request", reading.problems);
  if (!map.is_map()) {
    return kind;
  }
  if (const auto weight = map.count("weight", 1, most_weight)) {
    kind.weight = static_cast<std::uint32_t>(*weight);
  }
  read_prompt(map, reading, kind);
  kind.system = map.text("system").value_or("");
  if (const auto tokens = map.count("max_tokens", 1, 1'000'000)) {
    kind.max_tokens = static_cast<std::uint32_t>(*tokens);
  }
  kind.model = map.text("model").value_or("");
  kind.stream = map.boolean("stream").value_or(false);
  map.not_yet("schema_file");
  map.finish();
  return kind;
}

void read_requests(MapReader& map, Reading& reading, load::Options& load) {
  const Value* requests =
      list_of(map, "requests", most_kinds, "requests: [{prompt: \"Name the failing test.\"}]");
  if (requests == nullptr) {
    return;
  }
  for (const Value& item : requests->items) {
    load.kinds.push_back(read_kind(item, load.kinds.size(), reading));
  }
}

}  // namespace

void read_load(MapReader& top, Reading& reading, GameDay& day) {
  load::Options& load = day.scenario.load;
  const Value* found = top.require("load", "load: {rate: 8/s, requests: [{prompt: \"…\"}]}");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, "load", "load", reading.problems);
  if (!map.is_map()) {
    return;
  }
  if (const auto rate = map.rate("rate")) {
    load.rate = *rate;
    if (rate->micro == 0) {
      map.error("rate", "nothing is ever sent at this rate; write 8/s");
    }
  }
  if (const auto word = word_of(map, "arrivals", {"poisson", "uniform"})) {
    load.arrivals = *word == 0 ? load::Arrivals::poisson : load::Arrivals::uniform;
  }
  load.timeout = duration_of(map, "timeout", 1ms).value_or(load.timeout);
  if (const auto most = map.count("max_in_flight", 1, most_in_flight)) {
    load.max_in_flight = static_cast<std::uint32_t>(*most);
  }
  read_requests(map, reading, load);
  map.finish();
}

}  // namespace gameday::config
