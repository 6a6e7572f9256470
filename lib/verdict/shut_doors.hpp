#pragma once
// Ports that a fault shut, and who would have knocked. A shut port sees nothing, so its fault
// cannot be met the way others are: by an attempt that was hit. Instead an arm met it when requests
// were due while the port of a provider was shut that it calls: its primary, or one that it called
// at another time of the experiment. Likewise a lookup that a fault hit: it belongs to no request
// that anybody knows of, but to its arm, which met the fault by it, and requests were due
// meanwhile.

#include "verdict/facts.hpp"
#include "verdict/summary.hpp"

namespace gameday::verdict {

class ShutDoors {
 public:
  ShutDoors(const RunFacts& facts, const RunRecords& records);

  enum class Kind : std::uint8_t { port, lookups };
  /// Whether the request was due while one of that kind was in force that its arm met.
  bool concern(const record::RequestRecord& request, Kind kind) const;

 private:
  struct Shut {
    std::uint16_t experiment = 0;
    std::uint16_t arm = 0;
    Kind kind = Kind::port;
    TimePoint from{};
    TimePoint until{};
  };
  std::vector<Shut> list_;
};

}  // namespace gameday::verdict
