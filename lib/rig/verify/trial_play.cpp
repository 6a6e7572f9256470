#include "rig/verify/trial_play.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "faults/clients.hpp"
#include "rig/arm_rig.hpp"
#include "rig/places.hpp"
#include "rig/verify/shared_records.hpp"

namespace gameday::rig {
namespace {

using record::Event;

// After the client has its outcome: long enough that a gateway which still works for it shows, and
// for the proxies to notice that it does not (a round trip on loopback is far below).
constexpr Duration settling = 500ms;

// The proxy writes its record after the client has its answer.
constexpr Duration seen_by_then = 50ms;

constexpr Duration probe_pause = 1s;

class TrialPlay {
 public:
  TrialPlay(Worlds worlds, const Trial& trial, Played& played, const TrialHooks& hooks)
      : world_(worlds.load),
        trial_(trial),
        played_(played),
        hooks_(hooks),
        sink_(played.records),
        rig_(worlds, Script{trial.scenario, trial.plan, trial.options, sink_}, 0, 0) {}

  rt::awaitable<void> play(Entrance entrance, const rt::Stop& stop) {
    played_.ending.problem = co_await rig_.raise();
    rt::Bound bound;
    bound.stop = &stop;
    bound.due = later(world_.now(), entrance.wait);
    co_await rt::sleep(world_, bound);
    if (trial_.probed && entrance.first && ready()) {
      played_.unproved = co_await rig_.prove();
    }
    if (trial_.probed && ready()) {
      std::string unwell = co_await probe(stop);
      if (entrance.first && !unwell.empty()) {
        played_.unproved = std::move(unwell) + way_out();
      } else {
        played_.contaminated =
            unwell.empty() ? "" : unwell + ": what a row before it has left lasts longer than that";
      }
    }
    if (ready() && !stop.requested()) {
      co_await perform(stop);
    } else {
      played_.ending.stopped = stop.requested();
    }
    co_await rig_.take_down();
  }

 private:
  Event now(Event::Kind kind) const {
    Event event;
    event.kind = kind;
    event.at = world_.now();
    return event;
  }

  bool ready() const {
    return played_.ending.problem.empty() && played_.unproved.empty() &&
           played_.contaminated.empty();
  }

  /// Asks until the first choice answers: what a row before has left behind (a key that rests, an
  /// open breaker) would be measured as this row's. Empty, or why nothing can be measured.
  rt::awaitable<std::string> probe(const rt::Stop& stop) {
    const TimePoint latest = later(world_.now(), trial_.patience);
    record::Window window = record::Window::baseline;
    for (std::uint32_t ordinal = 1; !stop.requested(); ++ordinal) {
      const load::Arrival arrival{ordinal, Duration::zero(), window, 0};
      co_await rig_.play(std::span(&arrival, 1), world_.now(), stop);
      rt::Bound bound;
      bound.stop = &stop;
      bound.due = later(world_.now(), seen_by_then);
      co_await rt::sleep(world_, bound);
      if (sink_.well(ordinal)) {
        break;
      }
      if (world_.now() >= latest) {
        co_return unwell(ordinal);
      }
      if (ordinal == 1 && hooks_.waits) {
        hooks_.waits(trial_);
      }
      bound.due = later(world_.now(), probe_pause);
      co_await rt::sleep(world_, bound);
    }
    co_return std::string();
  }

  /// Of the first trial, which nothing has contaminated.
  std::string way_out() const {
    const auto listen = listen_of(trial_.options, 0);
    return listen ? fmt::format(
                        "; point its base URL at {}, and name its providers in the order of its "
                        "chain",
                        base_url(trial_.options, 0, *listen))
                  : std::string();
  }

  std::string unwell(std::uint32_t asked) {
    const verdict::RunFacts facts = facts_of(trial_, played_);
    return fmt::format("{} answered no healthy request in {} ({} sent, the last one {})",
                       facts.cast.providers.front(), gameday::to_text(trial_.patience), asked,
                       sink_.words(asked, facts.cast));
  }

  rt::awaitable<void> perform(const rt::Stop& stop) {
    played_.played = true;
    const TimePoint start = world_.now();
    played_.ending.started.push_back(start);
    Event begun = now(Event::Kind::experiment_started);
    begun.text = trial_.row;
    sink_.event(begun);
    Event window = now(Event::Kind::window_started);
    window.window = record::Window::fault;
    sink_.event(window);
    co_await apply(true, scenario::Open::keep);
    rt::Stop load_stop;
    rt::TaskGroup load(world_.executor);
    load.spawn("verify/load",
               rig_.play(trial_.plan.experiments.front().arrivals, start, load_stop));
    rt::Bound asked;
    asked.stop = &stop;
    co_await load.join(asked);
    if (!stop.requested()) {
      rt::Bound settled = asked;
      settled.due = later(world_.now(), settling);
      co_await rt::sleep(world_, settled);
    }
    co_await apply(false, scenario::Open::release);
    played_.ending.stopped = stop.requested();
    load_stop.request(rt::Why::run_stopped);
    co_await load.join(rt::Bound{});
    co_await audit();
    sink_.event(now(Event::Kind::experiment_ended));
  }

  rt::awaitable<void> apply(bool on, scenario::Open open) {
    const scenario::Experiment& script = trial_.scenario.experiments.front();
    const std::size_t providers = trial_.scenario.providers.size();
    for (std::size_t place = 0; place <= providers; ++place) {
      const bool clients = place == providers;
      const auto provider = clients ? record::into_clients : static_cast<std::uint16_t>(place);
      std::vector<faults::Injection> injections;
      for (const scenario::PlannedFault& fault : script.faults) {
        if (std::ranges::find(fault.into, provider) != fault.into.end()) {
          Event event = now(on ? Event::Kind::fault_on : Event::Kind::fault_off);
          event.provider = provider;
          event.text = fault.injection.name;
          sink_.event(event);
          if (hooks_.switched) {
            hooks_.switched(trial_, event);
          }
          injections.push_back(fault.injection);
        }
      }
      if (!on) {
        injections.clear();
      }
      const auto faults = std::make_shared<const faults::FaultPlan>(
          std::move(injections), trial_.plan.seed, script.name,
          clients ? faults::clients_draw_as : trial_.scenario.providers[provider]);
      co_await rig_.apply(provider, faults, open);
    }
  }

  rt::awaitable<void> audit() {
    const auto audits = co_await rig_.audit();
    for (const scenario::Audit& audit : audits) {
      Event event = now(Event::Kind::fault_audit);
      event.arm = 0;
      event.provider = audit.provider;
      event.text = audit.fault;
      event.counts = audit.counts;
      sink_.event(event);
    }
  }

  rt::World& world_;
  const Trial& trial_;
  Played& played_;
  const TrialHooks& hooks_;
  SharedRecords sink_;
  ArmRig rig_;
};

}  // namespace

rt::awaitable<void> play_trial(Worlds worlds, const Trial& trial, Entrance entrance, Played& played,
                               const rt::Stop& stop, const TrialHooks& hooks) {
  TrialPlay play(worlds, trial, played, hooks);
  co_await play.play(entrance, stop);
}

}  // namespace gameday::rig
