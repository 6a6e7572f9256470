#pragma once
// Tells the hooks of a scenario something while no run of it goes on: that one is near, that one
// was skipped, or that somebody tries them out.

#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "rig/hooks/note.hpp"

namespace gameday::app {

/// What every note about this scenario says, now.
rig::Note note_about(const config::GameDay& day, rig::HookEvent event);

/// `starts` with its offset, `lead` ahead: one of rig::leads_of(day.rig.hooks).
rig::Note announcement(const config::GameDay& day, const std::string& starts, Duration lead);

struct ToldHooks {
  std::size_t arrived = 0;
  std::vector<std::string> failures;  // a line each
};
/// Waits until all hooks have been told, at most NotifierLimits::farewell.
ToldHooks tell_hooks(const config::GameDay& day, const rig::Note& note);

/// That a scheduled run did not take place; failures go to stderr.
void tell_skipped(const config::GameDay& day, const std::string& why);

}  // namespace gameday::app
