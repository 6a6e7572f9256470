#pragma once
// Raises the arms of a scenario for its conductor, over sockets and in memory alike.

#include "rig/script.hpp"
#include "rig/worlds.hpp"
#include "scenario/stage.hpp"

namespace gameday::rig {

class RigStage final : public scenario::Stage {
 public:
  RigStage(Worlds worlds, Script script) : worlds_(worlds), script_(script) {}
  rt::awaitable<Raised> raise(std::uint16_t experiment, std::uint16_t arm) override;

 private:
  Worlds worlds_;
  Script script_;
};

}  // namespace gameday::rig
