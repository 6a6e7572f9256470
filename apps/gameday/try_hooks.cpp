#include "try_hooks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "announce.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "rig/hooks/delivery.hpp"

namespace gameday::app {
namespace {

using rig::HookEvent;

/// With made-up values where only a run or a schedule knows them, and says so.
rig::Note sample(const Opened& opened, HookEvent event) {
  const auto& [day, plan] = opened;
  rig::Note note = note_about(day, event);
  note.title = "TEST of the hooks of " + note.title;
  note.run = "reports/runs/EXAMPLE";
  note.seed = plan.seed.value();
  note.plan_hash = plan.hash;
  if (event == HookEvent::announced) {
    note.starts = note.at;
    note.run.clear();
  } else if (event == HookEvent::finished) {
    note.verdict = "pass";
    note.exit_code = exit_pass;
    note.summary = "This is a test, nothing ran.";
  } else if (event == HookEvent::aborted || event == HookEvent::skipped) {
    note.why = "this is a test, nothing ran";
  } else if (event != HookEvent::started) {
    note.experiment = day.scenario.experiments.front().name;
    note.provider = day.scenario.providers.front();
    note.fault = "example";
  }
  return note;
}

void print(const std::vector<rig::Hook>& hooks, const rig::Delivery& delivery) {
  fmt::print("{}\n", hooks[delivery.hook].name);
  for (const auto& [name, value] : delivery.headers) {
    fmt::print("  {}: {}\n", name, value);
  }
  for (const auto& [name, value] : delivery.environment) {
    fmt::print("  {}={}\n", name, value);
  }
  fmt::print("  {}\n", delivery.body.substr(0, delivery.body.find('\n')));
}

int nobody(const TryHooksOptions& options, const std::vector<rig::Hook>& hooks) {
  for (const rig::Hook& hook : hooks) {
    const std::string problem = rig::unusable(hook);
    if (!problem.empty()) {
      print_error(fmt::format("{}: nothing can be sent there: {}", hook.name, problem));
    }
  }
  print_error(hooks.empty()
                  ? options.scenario.file + " has no notify: nobody is told anything"
                  : fmt::format("no hook that can be called wants the event {}", options.event));
  return 1;
}

}  // namespace

int try_hooks(const TryHooksOptions& options) {
  const auto opened = open_scenario(options.scenario);
  if (!opened) {
    return exit_invalid;
  }
  const auto& hooks = opened->day.rig.hooks;
  const auto event = std::ranges::find_if(
      rig::hook_events, [&](HookEvent one) { return options.event == rig::event_word(one); });
  const rig::Note note = sample(*opened, *event);
  const auto deliveries = rig::deliveries_of(hooks, note);
  if (deliveries.empty()) {
    return nobody(options, hooks);
  }
  if (options.show) {
    for (const rig::Delivery& delivery : deliveries) {
      print(hooks, delivery);
    }
    return exit_pass;
  }
  const ToldHooks told = tell_hooks(opened->day, note);
  for (const std::string& failure : told.failures) {
    print_error(failure);
  }
  fmt::print("{} of {} hooks were told of {}\n", told.arrived, deliveries.size(), options.event);
  return told.failures.empty() ? exit_pass : 1;
}

}  // namespace gameday::app
