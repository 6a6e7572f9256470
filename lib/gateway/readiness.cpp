#include "gateway/readiness.hpp"

#include <algorithm>
#include <string_view>

#include "base/json_writer.hpp"

namespace gameday::gateway {

namespace {

struct KeyView {
  std::string name;
  policy::KeyState state = policy::KeyState::unfit;
  std::optional<policy::CircuitState> breaker;  // nothing: there is none
  Duration back_in{};                           // zero: may be asked now
};

std::vector<KeyView> keys_of(const Setup& setup, const Target& target, TimePoint now) {
  Upstream& upstream = setup.upstream(target.provider);
  policy::KeyRing& ring = upstream.ring();
  const auto circuits = upstream.all_circuits().find(target.model);
  std::vector<KeyView> keys;
  for (std::uint16_t key = 0; key < ring.size(); ++key) {
    KeyView view;
    view.name = ring.name(key);
    view.state = ring.state(key, target.model, now);
    view.back_in = ring.back_in(key, target.model, now);
    if (circuits != upstream.all_circuits().end()) {
      const policy::Circuit& circuit = circuits->second[key];
      view.breaker = circuit.state(now);
      view.back_in = std::max(view.back_in, circuit.refuses_for(now));
    }
    keys.push_back(std::move(view));
  }
  return keys;
}

/// True: it can be asked.
bool write_target(JsonWriter& json, const std::string& name, const std::vector<KeyView>& keys) {
  const bool usable = std::any_of(
      keys.begin(), keys.end(), [](const KeyView& key) { return key.back_in == Duration::zero(); });
  json.object().key("target").text(name).key("usable").boolean(usable).key("keys").array();
  for (const KeyView& key : keys) {
    json.object().key("key").text(key.name).key("state").text(policy::to_text(key.state));
    if (key.breaker) {
      json.key("breaker").text(policy::to_text(*key.breaker));
    }
    if (key.back_in != forever) {
      json.key("back_in_seconds").number(to_seconds(key.back_in), 3);
    }
    json.end();
  }
  json.end().end();
  return usable;
}

/// True: some target of the chain can be asked.
bool write_chain(JsonWriter& json, const Setup& setup, Operation operation, TimePoint now) {
  bool usable = false;
  json.array();
  for (const Target& target : chain_of(setup.options, operation)) {
    usable = write_target(json, name_of(target), keys_of(setup, target, now)) || usable;
  }
  json.end();
  return usable;
}

}  // namespace

Readiness readiness_of(const Setup& setup, bool stopping, TimePoint now) {
  std::string chat;
  std::string embeddings;
  JsonWriter chat_list(chat);
  JsonWriter embeddings_list(embeddings);
  const bool chats = write_chain(chat_list, setup, Operation::chat, now);
  const bool embeds = write_chain(embeddings_list, setup, Operation::embeddings, now);
  Readiness readiness;
  readiness.ready = (chats || embeds) && !stopping;
  JsonWriter json(readiness.json);
  json.object().key("ready").boolean(readiness.ready);
  if (!readiness.ready) {
    json.key("reason").text(stopping ? "shutting_down" : "no_usable_target");
  }
  json.key("targets").raw(chat);
  if (!setup.options.embeddings.empty()) {
    json.key("embeddings").raw(embeddings);
  }
  json.end();
  return readiness;
}

}  // namespace gameday::gateway
