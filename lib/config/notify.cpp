// notify: whom a game day tells what it does.
#include <algorithm>

#include <fmt/format.h>

#include "config/hooks.hpp"
#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_hooks = 16;
constexpr std::size_t most_leads = 8;
constexpr Duration shortest_lead = 1min;
constexpr Duration longest_lead = 31 * 24h;

using rig::Hook;
using rig::HookEvent;

std::vector<std::string_view> event_words() {
  std::vector<std::string_view> words;
  for (const HookEvent event : rig::hook_events) {
    words.emplace_back(rig::event_word(event));
  }
  return words;
}

void read_events(MapReader& map, Hook& hook) {
  if (!map.has("events")) {
    map.take("events");
    return;
  }
  const auto known = event_words();
  hook.events.clear();
  const auto words = map.texts("events");
  for (const std::string& word : words) {
    const auto found = std::ranges::find(known, word);
    if (found == known.end()) {
      map.error("events", fmt::format("\"{}\" is no event; there are {}{}", word,
                                      fmt::join(known, ", "), did_you_mean(word, known)));
      continue;
    }
    hook.events.insert(rig::hook_events.at(static_cast<std::size_t>(found - known.begin())));
  }
  if (words.empty()) {
    map.error("events",
              "is empty, so this hook would never be called; take the hook out, or "
              "write events: [started, finished]");
  }
}

void read_leads(MapReader& map, Hook& hook) {
  if (!map.has("lead")) {
    map.take("lead");
    return;
  }
  hook.lead.clear();
  const auto texts = map.texts("lead");
  if (texts.empty() || texts.size() > most_leads) {
    map.error("lead", fmt::format("takes 1 to {} times; write lead: [24h, 15m]", most_leads));
    return;
  }
  for (const std::string& text : texts) {
    const auto lead = parse_duration(text);
    if (!lead) {
      map.error("lead", lead.problem);
    } else if (*lead.value < shortest_lead || *lead.value > longest_lead) {
      map.error("lead", fmt::format("{} is out of range; 1m to 31d is allowed", text));
    } else {
      hook.lead.push_back(*lead.value);
    }
  }
  if (!hook.events.contains(HookEvent::announced)) {
    map.error("lead", "is for the event announced, which is not among this hook's events");
  }
}

void read_webhook(MapReader& map, const Reading& reading, Hook& hook) {
  const Value* url = map.find("webhook");
  if (url->kind == Value::Kind::text && url->text.starts_with("env.")) {
    hook.url_variable = read_variable(map, "webhook", reading, "the URL");
  } else {
    hook.url = read_url(map, "webhook");
  }
  hook.secret = read_variable(map, "secret", reading, "the secret");
}

/// Which of the three it is: `notify[0] (slack env.HOOK)` says so without a URL.
void read_kind(MapReader& map, const Reading& reading, Hook& hook) {
  std::size_t kinds = 0;
  for (const char* kind : {"slack", "webhook", "command"}) {
    kinds += map.has(kind) ? 1 : 0;
  }
  if (kinds != 1) {
    map.problems().error(map.place(), map.path(),
                         "a hook is one of slack: env.HOOK, webhook: URL and command: [./page.sh]");
  }
  if (map.has("slack")) {
    hook.kind = Hook::Kind::slack;
    hook.url_variable = read_variable(map, "slack", reading, "the webhook's URL");
  } else if (map.has("webhook")) {
    hook.kind = Hook::Kind::webhook;
    read_webhook(map, reading, hook);
  } else if (map.has("command")) {
    hook.kind = Hook::Kind::command;
    hook.command = read_command(map, "command", reading);
  }
  const std::string variable = hook.url_variable ? " env." + hook.url_variable->name : "";
  const char* word = hook.kind == Hook::Kind::slack     ? "slack"
                     : hook.kind == Hook::Kind::webhook ? "webhook"
                                                        : "command";
  hook.name = fmt::format("{} ({}{})", map.path(), word, variable);
  for (const char* kind : {"slack", "webhook", "command"}) {
    map.take(kind);
  }
  if (hook.kind == Hook::Kind::webhook) {
    map.take("secret");
  }
}

Hook read_hook(const Value& item, std::size_t index, Reading& reading) {
  Hook hook;
  MapReader map(item, fmt::format("notify[{}]", index), "a hook", reading.problems);
  if (map.is_map()) {
    read_kind(map, reading, hook);
    read_events(map, hook);
    read_leads(map, hook);
    map.finish();
  }
  return hook;
}

}  // namespace

void read_notify(MapReader& top, Reading& reading, GameDay& day) {
  if (!top.has("notify")) {
    top.take("notify");
    return;
  }
  const Value* list =
      list_of(top, "notify", most_hooks, "notify: [{slack: env.HOOK, events: [finished]}]");
  if (list == nullptr) {
    return;
  }
  for (const Value& item : list->items) {
    day.rig.hooks.push_back(read_hook(item, day.rig.hooks.size(), reading));
  }
}

}  // namespace gameday::config
