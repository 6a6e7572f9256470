#include "rig/hooks/delivery.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/endpoint.hpp"
#include "base/json_writer.hpp"
#include "base/one_line.hpp"

namespace gameday::rig {
namespace {

const std::string& url_of(const Hook& hook) {
  return hook.url_variable && hook.url_variable->value ? *hook.url_variable->value : hook.url;
}

std::string escaped_for_slack(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

/// An announcement goes to those hooks that asked for it so long before.
bool wants(const Hook& hook, const Note& note) {
  const bool for_others = note.event == HookEvent::announced && note.lead &&
                          std::ranges::find(hook.lead, *note.lead) == hook.lead.end();
  return hook.events.contains(note.event) && !for_others;
}

Delivery post_to(const Hook& hook, const Note& note) {
  Delivery delivery;
  const bool slack = hook.kind == Hook::Kind::slack;
  delivery.url = url_of(hook);
  delivery.body = slack ? slack_json(note) : note_json(note);
  delivery.headers = {{"Content-Type", "application/json"}};
  if (!slack) {
    delivery.headers.emplace_back("X-Gameday-Event", event_word(note.event));
  }
  if (hook.secret) {
    delivery.headers.emplace_back("X-Gameday-Signature",
                                  signature(hook.secret->value.value_or(""), delivery.body));
  }
  return delivery;
}

Delivery command_of(const Hook& hook, const Note& note) {
  Delivery delivery;
  delivery.command = hook.command;
  delivery.body = note_json(note) + '\n';
  const auto add = [&](const char* name, std::string_view value) {
    delivery.environment.emplace_back(name, one_line(value, longest_note_field));
  };
  add("GAMEDAY_EVENT", event_word(note.event));
  add("GAMEDAY_TEXT", sentence(note));
  add("GAMEDAY_TITLE", note.title);
  add("GAMEDAY_FILE", note.file);
  add("GAMEDAY_RUN", note.run);
  add("GAMEDAY_VERDICT", note.verdict);
  add("GAMEDAY_WHY", note.why);
  return delivery;
}

}  // namespace

std::vector<Delivery> deliveries_of(const std::vector<Hook>& hooks, const Note& note) {
  std::vector<Delivery> deliveries;
  for (std::size_t index = 0; index < hooks.size(); ++index) {
    const Hook& hook = hooks[index];
    if (!wants(hook, note) || !unusable(hook).empty()) {
      continue;
    }
    const bool command = hook.kind == Hook::Kind::command;
    deliveries.push_back(command ? command_of(hook, note) : post_to(hook, note));
    deliveries.back().hook = index;
  }
  return deliveries;
}

std::set<Duration> leads_of(const std::vector<Hook>& hooks) {
  std::set<Duration> leads;
  for (const Hook& hook : hooks) {
    if (hook.events.contains(HookEvent::announced)) {
      leads.insert(hook.lead.begin(), hook.lead.end());
    }
  }
  return leads;
}

std::string unusable(const Hook& hook) {
  for (const auto* variable : {&hook.url_variable, &hook.secret}) {
    if (*variable && (*variable)->value.value_or("").empty()) {
      return "the variable " + (*variable)->name + " is not set";
    }
  }
  if (hook.kind == Hook::Kind::command) {
    return {};
  }
  const auto endpoint = parse_endpoint(url_of(hook));
  if (endpoint) {
    return {};
  }
  return (hook.url_variable ? "the value of " + hook.url_variable->name : "the URL") + ' ' +
         endpoint.problem;
}

std::string signature(std::string_view secret, std::string_view body) {
  return "sha256=" + hmac_sha256_hex(secret, body);
}

std::string slack_json(const Note& note) {
  std::string text;
  JsonWriter json(text);
  json.object().key("text").text(escaped_for_slack(sentence(note))).end();
  return text;
}

}  // namespace gameday::rig
