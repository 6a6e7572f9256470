#pragma once
// What the conductor needs of the running servers. Declared here, implemented by lib/rig, so that
// the script knows nothing of sockets, threads or gateways.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "faults/plan.hpp"
#include "load/options.hpp"
#include "record/records.hpp"
#include "rt/bound.hpp"
#include "rt/coroutine.hpp"
#include "scenario/options.hpp"

namespace gameday::scenario {

/// What becomes of attempts that a fault already holds when the plan changes.
enum class Open : std::uint8_t {
  keep,    // the end of a window: they keep their delay
  release  // heal: they go on at once
};

/// The audit of one injection on one provider.
struct Audit {
  std::uint16_t provider = 0;
  std::string fault;
  record::FaultCounts counts;
};

/// The servers and the load of one arm in one experiment, or in several with keep_state: nothing
/// else lets state cross from one to the next.
class ArmStage {
 public:
  virtual ~ArmStage() = default;
  /// Returns when every arrival has its record.
  virtual rt::awaitable<void> play(std::span<const load::Arrival> arrivals, TimePoint start,
                                   const rt::Stop& stop) = 0;
  /// Takes effect for new attempts before it returns.
  virtual rt::awaitable<void> apply(std::uint16_t provider,
                                    std::shared_ptr<const faults::FaultPlan> plan, Open open) = 0;
  virtual rt::awaitable<std::vector<Audit>> audit() = 0;
  /// On one replica of its gateway. Empty, or why it could not be done.
  virtual rt::awaitable<std::string> act(Act act, std::uint16_t replica) = 0;
  /// Whoever was killed or paused runs again: a run is healed, or an experiment is over.
  virtual rt::awaitable<std::string> make_whole() = 0;
  /// The next experiment, with the same gateway and the same providers' mocks; audits begin anew.
  /// Empty, or what stands in the way.
  virtual rt::awaitable<std::string> move_on(std::uint16_t experiment) = 0;
  /// Stops and destroys the servers, each on its own thread; nothing else may be called after it.
  virtual rt::awaitable<void> take_down() = 0;
  /// For the progress display; called on the load's thread.
  virtual std::uint64_t sent() const = 0;
};

class Stage {
 public:
  virtual ~Stage() = default;
  /// Null and a reason when it cannot be built (a port in use, no descriptors left).
  struct Raised {
    std::unique_ptr<ArmStage> arm;
    std::string problem;
    bool unhealthy = false;  // it stands, but what it answers does not come through our proxies
  };
  virtual rt::awaitable<Raised> raise(std::uint16_t experiment, std::uint16_t arm) = 0;
};

}  // namespace gameday::scenario
