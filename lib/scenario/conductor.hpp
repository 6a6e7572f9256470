#pragma once
// Plays a plan: experiment after experiment, all arms at once, faults on and off at their times.
//
// Runs on the load's world. When the run is stopped, by its Stop, by a guard or because it takes
// too long, faults are healed first, then the load ends, then the servers come down; what was
// recorded until then stays. Guards and limits are looked at once a second of the run.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rt/world.hpp"
#include "scenario/guards.hpp"
#include "scenario/plan.hpp"
#include "scenario/stage.hpp"

namespace gameday::scenario {

/// Where the run is, for a display.
struct Standing {
  std::size_t experiment = 0;
  record::Window window = record::Window::baseline;
  TimePoint window_started{};
  Duration window_length{};
  bool draining = false;
  std::vector<const ArmStage*> arms;  // alive while the experiment runs; empty between two
};

struct Ending {
  bool stopped = false;            // by the Stop that was given, or from outside
  bool aborted = false;            // by a guard or safety.max_duration
  std::string reason;              // why it was aborted or stopped, where that is known
  std::string problem;             // servers could not be raised
  bool unhealthy = false;          // … or an arm was not well before any fault
  std::vector<TimePoint> started;  // of each experiment that began
};

/// Asked once a second: why somebody outside wants the run to end; empty: nobody does.
using Brake = std::function<std::string()>;

class Conductor {
 public:
  /// `guards` is where records go, the servers' as well.
  Conductor(rt::World& world, const Scenario& scenario, const Plan& plan, Stage& stage,
            Guards& guards, Brake brake = {});

  rt::awaitable<Ending> run(rt::Stop& stop);
  const Standing& standing() const { return standing_; }

 private:
  using Arms = std::vector<std::unique_ptr<ArmStage>>;

  rt::awaitable<void> watch(rt::Stop& halt, const rt::Stop& over, Ending& ending);
  void look(TimePoint begun, Ending& ending);
  rt::awaitable<std::string> raise_all(std::uint16_t experiment, Arms& arms, Ending& ending);
  rt::awaitable<std::string> move_on(std::uint16_t experiment, Arms& arms);
  rt::awaitable<void> play(std::uint16_t experiment, Arms& arms, TimePoint start,
                           const rt::Stop& stop, const Ending& ending);
  rt::awaitable<void> follow_timeline(std::uint16_t experiment, Arms& arms, TimePoint start,
                                      const rt::Stop& stop);
  rt::awaitable<void> change(std::uint16_t experiment, Arms& arms, const Switch& change);
  rt::awaitable<void> act(std::uint16_t experiment, Arms& arms, const Action& action);
  rt::awaitable<void> make_whole(Arms& arms);
  rt::awaitable<void> apply(std::uint16_t experiment, Arms& arms, Open open);
  rt::awaitable<void> heal(std::uint16_t experiment, Arms& arms);
  rt::awaitable<void> audit(std::uint16_t experiment, Arms& arms);
  rt::awaitable<void> close(std::uint16_t experiment, Arms& arms, bool keep);
  void enter(std::uint16_t experiment, record::Window window, Duration length);
  void tell(record::Event::Kind kind, std::uint16_t experiment, std::string text = {});
  /// One event for each provider that the fault is put into.
  void tell_fault(record::Event::Kind kind, std::uint16_t experiment, std::size_t fault);

  rt::World& world_;
  const Scenario& scenario_;
  const Plan& plan_;
  Stage& stage_;
  Guards& sink_;
  Brake brake_;
  std::vector<bool> active_;  // by fault of the experiment that runs
  std::string problem_;       // an action that could not be done
  Standing standing_;
};

}  // namespace gameday::scenario
