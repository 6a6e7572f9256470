#include "gateway/policies.hpp"

#include <chrono>
#include <optional>
#include <string_view>

#include "base/json_writer.hpp"

namespace gameday::gateway {

namespace {

void write_time(JsonWriter& json, std::string_view name, std::optional<Duration> time) {
  json.key(name);
  if (!time || *time == forever) {
    json.null();  // nothing limits it
  } else {
    json.number(std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(*time).count()});
  }
}

void write_built(JsonWriter& json, const policy::Description& built) {
  write_time(json, "worst_case_ms", built.time);
  json.key("worst_case_attempts").number(built.attempts);
  json.key("layers").array();
  for (auto layer = built.layers.rbegin(); layer != built.layers.rend(); ++layer) {
    json.text(*layer);  // outermost first
  }
  json.end();
}

void write_timeouts(JsonWriter& json, const Timeouts& timeouts) {
  json.key("timeouts_ms").object();
  for (const auto& [name, time] : timeout_names) {
    write_time(json, name, timeouts.*time);
  }
  json.end();
}

void write_chain(JsonWriter& json, const Setup& setup, Operation operation) {
  policy::Description whole;
  setup.stack(operation).describe(whole);
  write_built(json, whole);
  json.key("targets").array();
  const std::vector<Target>& chain = chain_of(setup.options, operation);
  for (std::size_t place = 0; place < chain.size(); ++place) {
    const Provider& provider = setup.upstream(chain[place].provider).provider();
    json.object().key("target").text(name_of(chain[place]));
    json.key("dialect").text(provider.dialect == llm::Dialect::openai ? "openai" : "anthropic");
    json.key("base_url").text(provider.base_url).key("keys").array();
    for (const Key& key : provider.keys) {
      json.text(key.name);
    }
    json.end();
    write_timeouts(json, provider.timeouts);
    write_built(json, setup.by_target(operation)[place]);
    json.end();
  }
  json.end();
}

}  // namespace

std::string policies_json(const Setup& setup) {
  std::string out;
  JsonWriter json(out);
  json.object();
  write_time(json, "deadline_ms", setup.options.deadline);
  write_chain(json, setup, Operation::chat);
  if (!setup.options.embeddings.empty()) {
    json.key("embeddings").object();
    write_chain(json, setup, Operation::embeddings);
    json.end();
  }
  json.end();
  return out;
}

}  // namespace gameday::gateway
