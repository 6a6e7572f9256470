#pragma once
// The servers and the load of one arm: providers <- fault proxies <- subject <- generator. For one
// experiment, or for several that keep the subject's and the mocks' state. Owned and called on the
// load's thread; every part is made, used and destroyed on its own, through rt::run_on.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "load/driver.hpp"
#include "rig/provider_rig.hpp"
#include "rig/script.hpp"
#include "rig/subject.hpp"
#include "rig/worlds.hpp"
#include "scenario/stage.hpp"

namespace gameday::rig {

class ArmRig final : public scenario::ArmStage {
 public:
  ArmRig(Worlds worlds, Script script, std::uint16_t experiment, std::uint16_t arm);
  ~ArmRig() override;

  /// Empty, or why a part could not be started; take_down() is owed either way.
  rt::awaitable<std::string> raise();
  /// Empty, or why what is measured would not be what is meant.
  rt::awaitable<std::string> prove();

  rt::awaitable<void> play(std::span<const load::Arrival> arrivals, TimePoint start,
                           const rt::Stop& stop) override;
  rt::awaitable<void> apply(std::uint16_t provider, std::shared_ptr<const faults::FaultPlan> plan,
                            scenario::Open open) override;
  rt::awaitable<std::vector<scenario::Audit>> audit() override;
  rt::awaitable<std::string> act(scenario::Act act, std::uint16_t replica) override;
  rt::awaitable<std::string> make_whole() override;
  rt::awaitable<std::string> move_on(std::uint16_t experiment) override;
  rt::awaitable<void> take_down() override;
  std::uint64_t sent() const override;

 private:
  std::string start_providers();
  /// On the world of those who look names up; where they are out of our reach, nothing.
  rt::awaitable<void> with_lookups(std::function<void(Lookups&)> work);
  void make_driver();

  Worlds worlds_;
  Script script_;
  std::uint16_t experiment_;
  const std::uint16_t arm_;
  std::unique_ptr<Subject> subject_;
  Subject::Providers providers_;
  std::unique_ptr<load::Driver> driver_;
};

}  // namespace gameday::rig
