#include "rig/rig_stage.hpp"

#include "rig/arm_rig.hpp"

namespace gameday::rig {

rt::awaitable<scenario::Stage::Raised> RigStage::raise(std::uint16_t experiment,
                                                       std::uint16_t arm) {
  auto rig = std::make_unique<ArmRig>(worlds_, script_, experiment, arm);
  Raised raised;
  raised.problem = co_await rig->raise();
  if (raised.problem.empty() && experiment == 0) {
    raised.problem = co_await rig->prove();
    raised.unhealthy = !raised.problem.empty();
  }
  if (raised.problem.empty()) {
    raised.arm = std::move(rig);
  } else {
    co_await rig->take_down();
  }
  co_return raised;
}

}  // namespace gameday::rig
