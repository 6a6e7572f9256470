// What happens inside an experiment, and when: windows, faults on and off, actions on replicas.
#include <algorithm>
#include <array>

#include "faults/clients.hpp"
#include "scenario/conductor.hpp"

namespace gameday::scenario {
namespace {

using record::Event;
using record::Window;

/// One point of the timeline: a fault goes on or off, or something befalls a replica.
struct Step {
  Duration at{};
  const Switch* change = nullptr;
  const Action* action = nullptr;
};

std::vector<Step> steps_of(const Experiment& experiment, const PlannedExperiment& planned) {
  std::vector<Step> steps;
  for (const Switch& change : planned.switches) {
    steps.push_back({change.at, &change, nullptr});
  }
  for (const Action& action : experiment.actions) {
    steps.push_back({planned.fault_start + action.at, nullptr, &action});
  }
  std::ranges::stable_sort(steps, {}, &Step::at);
  return steps;
}

}  // namespace

rt::awaitable<void> Conductor::follow_timeline(std::uint16_t experiment, Arms& arms,
                                               TimePoint start, const rt::Stop& stop) {
  const PlannedExperiment& planned = plan_.experiments[experiment];
  const Timing& timing = scenario_.experiments[experiment].timing;
  struct Entry {
    Duration at;
    Window window;
    Duration length;
  };
  const Entry windows[] = {{Duration::zero(), Window::baseline, timing.baseline},
                           {planned.fault_start, Window::fault, timing.fault},
                           {planned.fault_end, Window::recovery, timing.recovery}};
  rt::Bound bound;
  bound.stop = &stop;
  const std::vector<Step> steps = steps_of(scenario_.experiments[experiment], planned);
  auto next = steps.begin();
  for (const Entry& entry : windows) {
    bound.due = start + entry.at;
    co_await rt::sleep(world_, bound);
    if (stop.requested()) {
      co_return;
    }
    if (entry.window == Window::baseline) {
      tell(Event::Kind::experiment_started, experiment, scenario_.experiments[experiment].name);
    }
    enter(experiment, entry.window, entry.length);
    const Duration end = entry.at + entry.length;
    for (; next != steps.end() && (next->at < end || entry.window == Window::recovery); ++next) {
      bound.due = start + next->at;
      co_await rt::sleep(world_, bound);
      if (stop.requested()) {
        co_return;
      }
      if (next->change != nullptr) {
        co_await change(experiment, arms, *next->change);
      } else {
        co_await act(experiment, arms, *next->action);
      }
      if (!problem_.empty()) {
        co_return;
      }
    }
  }
  bound.due = start + planned.end;
  co_await rt::sleep(world_, bound);
}

rt::awaitable<void> Conductor::change(std::uint16_t experiment, Arms& arms, const Switch& change) {
  active_[change.fault] = change.on;
  co_await apply(experiment, arms, Open::keep);
  tell_fault(change.on ? Event::Kind::fault_on : Event::Kind::fault_off, experiment, change.fault);
}

rt::awaitable<void> Conductor::act(std::uint16_t experiment, Arms& arms, const Action& action) {
  constexpr std::array kinds = {Event::Kind::replica_killed, Event::Kind::replica_restarted,
                                Event::Kind::replica_paused, Event::Kind::replica_resumed};
  Event event;
  event.kind = kinds.at(static_cast<std::size_t>(action.act));
  event.experiment = experiment;
  event.arm = action.arm;
  event.replica = action.replica;
  event.at = world_.now();  // before it is done: whoever is in flight now is hit
  sink_.event(event);
  std::string problem = co_await arms.at(action.arm)->act(action.act, action.replica);
  if (!problem.empty()) {
    problem_ = std::move(problem);
  }
}

rt::awaitable<void> Conductor::make_whole(Arms& arms) {
  for (const auto& arm : arms) {
    std::string problem = co_await arm->make_whole();
    if (!problem.empty() && problem_.empty()) {
      problem_ = std::move(problem);
    }
  }
}

rt::awaitable<void> Conductor::apply(std::uint16_t experiment, Arms& arms, Open open) {
  const Experiment& script = scenario_.experiments[experiment];
  for (std::size_t place = 0; place <= scenario_.providers.size(); ++place) {
    const bool clients = place == scenario_.providers.size();
    const auto provider = clients ? record::into_clients : static_cast<std::uint16_t>(place);
    std::vector<faults::Injection> injections;
    for (std::size_t index = 0; index < script.faults.size(); ++index) {
      for (const std::uint16_t into : script.faults[index].into) {
        if (into == provider && active_[index]) {
          injections.push_back(script.faults[index].injection);
        }
      }
    }
    const auto faults = std::make_shared<const faults::FaultPlan>(
        std::move(injections), plan_.seed, script.name,
        clients ? faults::clients_draw_as : scenario_.providers[provider]);
    for (const auto& arm : arms) {
      co_await arm->apply(provider, faults, open);
    }
  }
}

rt::awaitable<void> Conductor::heal(std::uint16_t experiment, Arms& arms) {
  const auto was_active = active_;
  active_.assign(active_.size(), false);
  co_await apply(experiment, arms, Open::release);
  co_await make_whole(arms);
  for (std::size_t index = 0; index < was_active.size(); ++index) {
    if (was_active[index]) {
      tell_fault(Event::Kind::fault_off, experiment, index);
    }
  }
}

void Conductor::enter(std::uint16_t experiment, Window window, Duration length) {
  standing_.window = window;
  standing_.window_started = world_.now();
  standing_.window_length = length;
  Event event;
  event.kind = Event::Kind::window_started;
  event.at = world_.now();
  event.experiment = experiment;
  event.window = window;
  sink_.event(event);
}

void Conductor::tell_fault(Event::Kind kind, std::uint16_t experiment, std::size_t fault) {
  const PlannedFault& planned = scenario_.experiments[experiment].faults[fault];
  for (const std::uint16_t provider : planned.into) {
    Event event;
    event.kind = kind;
    event.at = world_.now();
    event.experiment = experiment;
    event.provider = provider;
    event.text = planned.injection.name;
    sink_.event(event);
  }
}

}  // namespace gameday::scenario
