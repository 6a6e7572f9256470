#pragma once
// Ports that a fault shut, and who would have knocked. A shut port sees nothing, so its fault
// cannot be met the way others are: by an attempt that was hit. Instead an arm met it when requests
// were due while the port of a provider was shut that it calls: its primary, or one that it called
// at another time of the experiment.

#include "verdict/facts.hpp"
#include "verdict/summary.hpp"

namespace gameday::verdict {

class ShutDoors {
 public:
  ShutDoors(const RunFacts& facts, const RunRecords& records);

  bool concern(const record::RequestRecord& request) const;

 private:
  struct Shut {
    std::uint16_t experiment = 0;
    std::uint16_t arm = 0;
    TimePoint from{};
    TimePoint until{};
  };
  std::vector<Shut> list_;
};

}  // namespace gameday::verdict
