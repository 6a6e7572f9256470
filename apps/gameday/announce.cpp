#include "announce.hpp"

#include "console.hpp"
#include "rig/hooks/notifier.hpp"
#include "state_folder.hpp"

namespace gameday::app {

rig::Note note_about(const config::GameDay& day, rig::HookEvent event) {
  rig::Note note;
  note.event = event;
  note.at = time_now();
  note.title = day.scenario.title;
  note.file = day.scenario.file;
  note.seed = day.scenario.seed;
  note.labels = day.scenario.labels;
  return note;
}

rig::Note announcement(const config::GameDay& day, const std::string& starts, Duration lead) {
  rig::Note note = note_about(day, rig::HookEvent::announced);
  note.starts = starts;
  note.lead = lead;
  return note;
}

ToldHooks tell_hooks(const config::GameDay& day, const rig::Note& note) {
  rig::Notifier notifier(day.rig.hooks);
  notifier.send(note);
  notifier.farewell();
  return {notifier.arrived(), notifier.news()};
}

void tell_skipped(const config::GameDay& day, const std::string& why) {
  if (day.rig.hooks.empty()) {
    return;
  }
  rig::Note note = note_about(day, rig::HookEvent::skipped);
  note.why = why;
  for (const std::string& line : tell_hooks(day, note).failures) {
    print_error(line);
  }
}

}  // namespace gameday::app
