#pragma once
// Where lines of a log go.

#include <cstdint>
#include <string>

namespace gameday::record {

class Lines {
 public:
  virtual ~Lines() = default;
  /// With its line feed. Never blocks, never throws; what cannot be taken is counted.
  virtual void add(std::string line) noexcept = 0;
  virtual std::uint64_t dropped() const = 0;
};

}  // namespace gameday::record
