#include "scenario/conductor.hpp"

namespace gameday::scenario {
namespace {

using record::Event;

// From the last server raised to offset zero: every listener is up and every thread is in its loop.
constexpr Duration curtain = 50ms;
// A person who waits for a run to end does not notice less.
constexpr Duration look_interval = 1s;

}  // namespace

Conductor::Conductor(rt::World& world, const Scenario& scenario, const Plan& plan, Stage& stage,
                     Guards& guards, Brake brake)
    : world_(world),
      scenario_(scenario),
      plan_(plan),
      stage_(stage),
      sink_(guards),
      brake_(std::move(brake)) {}

rt::awaitable<Ending> Conductor::run(rt::Stop& stop) {
  Ending ending;
  rt::Stop halt(stop);
  rt::Stop over;
  rt::TaskGroup watchers(world_.executor);
  watchers.spawn("scenario/watch", watch(halt, over, ending));
  Arms arms;
  for (std::uint16_t index = 0; index < plan_.experiments.size() && !halt.requested(); ++index) {
    if (arms.empty()) {
      ending.problem = co_await raise_all(index, arms, ending);
    } else {
      ending.problem = co_await move_on(index, arms);
    }
    if (ending.problem.empty()) {
      const TimePoint start = world_.now() + curtain;
      ending.started.push_back(start);
      co_await play(index, arms, start, halt, ending);
      ending.problem = problem_;
    }
    const bool last = index + 1U == plan_.experiments.size();
    const bool goes_on = ending.problem.empty() && !halt.requested() && !last;
    co_await close(index, arms, goes_on && scenario_.experiments[index + 1U].keep_state);
    ending.problem = ending.problem.empty() ? problem_ : ending.problem;
    if (!ending.problem.empty()) {
      break;
    }
  }
  over.request(rt::Why::shutdown);
  co_await watchers.join(rt::Bound{});
  ending.stopped = halt.requested() && !ending.aborted;
  co_return ending;
}

rt::awaitable<void> Conductor::watch(rt::Stop& halt, const rt::Stop& over, Ending& ending) {
  const TimePoint begun = world_.now();
  rt::Bound next;
  next.due = begun;
  next.stop = &over;
  while (!over.requested() && !halt.requested()) {
    look(begun, ending);
    if (!ending.reason.empty()) {
      halt.request(rt::Why::run_stopped);
      co_return;
    }
    next.due += look_interval;
    co_await rt::sleep(world_, next);
  }
}

void Conductor::look(TimePoint begun, Ending& ending) {
  const TimePoint now = world_.now();
  ending.reason = sink_.tripped(now);
  const auto& most = scenario_.safety.max_duration;
  if (ending.reason.empty() && most && now - begun >= *most) {
    ending.reason = "safety.max_duration of " + gameday::to_text(*most) + " is over";
  }
  ending.aborted = !ending.reason.empty();
  if (!ending.aborted && brake_) {
    ending.reason = brake_();
  }
}

rt::awaitable<std::string> Conductor::raise_all(std::uint16_t experiment, Arms& arms,
                                                Ending& ending) {
  for (std::uint16_t arm = 0; arm < scenario_.arms.size(); ++arm) {
    Stage::Raised raised = co_await stage_.raise(experiment, arm);
    if (!raised.arm) {
      ending.unhealthy = raised.unhealthy;
      co_return std::move(raised.problem);
    }
    arms.push_back(std::move(raised.arm));
  }
  co_return std::string();
}

/// The same servers for one more experiment.
rt::awaitable<std::string> Conductor::move_on(std::uint16_t experiment, Arms& arms) {
  for (const auto& arm : arms) {
    std::string problem = co_await arm->move_on(experiment);
    if (!problem.empty()) {
      co_return std::move(problem);
    }
  }
  co_return std::string();
}

rt::awaitable<void> Conductor::play(std::uint16_t experiment, Arms& arms, TimePoint start,
                                    const rt::Stop& stop, const Ending& ending) {
  active_.assign(scenario_.experiments[experiment].faults.size(), false);
  standing_.experiment = experiment;
  for (const auto& arm : arms) {
    standing_.arms.push_back(arm.get());
  }
  // The load has a Stop of its own: it ends after the faults are healed, not before.
  rt::Stop load_stop;
  rt::TaskGroup loads(world_.executor);
  const auto& arrivals = plan_.experiments[experiment].arrivals;
  for (const auto& arm : arms) {
    loads.spawn("scenario/load", arm->play(arrivals, start, load_stop));
  }
  co_await follow_timeline(experiment, arms, start, stop);
  if (!stop.requested() && problem_.empty()) {
    standing_.draining = true;
    rt::Bound until_drained;
    until_drained.stop = &stop;
    co_await loads.join(until_drained);
  }
  if (stop.requested() || !problem_.empty()) {
    co_await heal(experiment, arms);
    if (stop.requested()) {
      tell(ending.aborted ? Event::Kind::aborted : Event::Kind::interrupted, experiment,
           ending.reason);
    }
    load_stop.request(rt::Why::run_stopped);
    co_await loads.join(rt::Bound{});
  }
  standing_.arms.clear();
  standing_.draining = false;
}

rt::awaitable<void> Conductor::close(std::uint16_t experiment, Arms& arms, bool keep) {
  co_await audit(experiment, arms);
  if (keep) {
    co_await make_whole(arms);
  } else {
    for (const auto& arm : arms) {
      co_await arm->take_down();
    }
    arms.clear();
  }
  tell(Event::Kind::experiment_ended, experiment);
}

rt::awaitable<void> Conductor::audit(std::uint16_t experiment, Arms& arms) {
  for (std::uint16_t arm = 0; arm < arms.size(); ++arm) {
    const auto audits = co_await arms[arm]->audit();
    for (const Audit& audit : audits) {
      Event event;
      event.kind = Event::Kind::fault_audit;
      event.at = world_.now();
      event.experiment = experiment;
      event.arm = arm;
      event.provider = audit.provider;
      event.text = audit.fault;
      event.counts = audit.counts;
      sink_.event(event);
    }
  }
}

void Conductor::tell(Event::Kind kind, std::uint16_t experiment, std::string text) {
  Event event;
  event.kind = kind;
  event.at = world_.now();
  event.experiment = experiment;
  event.text = std::move(text);
  sink_.event(event);
}

}  // namespace gameday::scenario
