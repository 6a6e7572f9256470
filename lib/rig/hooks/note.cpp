#include "rig/hooks/note.hpp"

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/one_line.hpp"
#include "base/units.hpp"

namespace gameday::rig {
namespace {

std::string shown(std::string_view text) {
  return one_line(text, longest_note_field);
}

std::string upper(std::string text) {
  for (char& letter : text) {
    letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return text;
}

/// ` (429 storm)`; nothing for nothing.
std::string in_brackets(const std::string& text) {
  return text.empty() ? std::string() : fmt::format(" ({})", text);
}

std::string what_happened(const Note& note) {
  switch (note.event) {
    case HookEvent::announced:
      return fmt::format("the game day starts in {}, at {}", to_text(note.lead.value_or(0s)),
                         note.starts);
    case HookEvent::started:
      return fmt::format("the game day has started (seed {}); to end it: gameday stop --why TEXT",
                         note.seed);
    case HookEvent::fault_on:
    case HookEvent::fault_off:
      return fmt::format("{}: {} into {}{}", event_word(note.event), note.fault, note.provider,
                         in_brackets(note.experiment));
    case HookEvent::aborted:
      return fmt::format("ended early{}, its faults are healed: {}", in_brackets(note.experiment),
                         note.why.empty() ? "it was interrupted" : note.why);
    case HookEvent::finished:
      return fmt::format("{}. {} Report in {}", upper(note.verdict), note.summary, note.run);
    case HookEvent::skipped:
      return fmt::format("the game day was skipped: {}", note.why);
  }
  return {};
}

}  // namespace

std::string sentence(const Note& note) {
  return fmt::format("{}: {}", shown(note.title), shown(what_happened(note)));
}

std::string note_json(const Note& note) {
  std::string text;
  JsonWriter json(text);
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) {
      json.key(key).text(shown(value));
    }
  };
  json.object().key("gameday").number(1);
  add("event", event_word(note.event));
  add("at", note.at);
  add("text", sentence(note));
  add("title", note.title);
  add("file", note.file);
  add("run", note.run);
  if (!note.plan_hash.empty()) {
    json.key("seed").number(note.seed);
  }
  add("plan_hash", note.plan_hash);
  add("starts", note.starts);
  add("in", note.lead ? to_text(*note.lead) : "");
  add("experiment", note.experiment);
  add("provider", note.provider);
  add("fault", note.fault);
  add("why", note.why);
  add("verdict", note.verdict);
  if (note.exit_code) {
    json.key("exit_code").number(*note.exit_code);
  }
  add("summary", note.summary);
  if (!note.labels.empty()) {
    json.key("labels").object();
    for (const auto& [key, value] : note.labels) {
      json.key(shown(key)).text(shown(value));
    }
    json.end();
  }
  json.end();
  return text;
}

}  // namespace gameday::rig
