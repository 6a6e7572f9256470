#pragma once
// Who wants to know what was done to connections, of which no attempt's record tells.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::proxy {

class ConnectionWatch {
 public:
  /// There is somebody to be told; else there is no need to gather what befell whom.
  virtual bool listens() const = 0;
  /// These toxics act on it from now on. Told once for each connection, with the first of them.
  virtual void toxics_act(std::uint64_t connection, const std::vector<std::string>& names) = 0;
  /// A fault that chooses connections has had an effect on it.
  virtual void fault_acts(std::uint64_t connection, std::string_view fault) = 0;

 protected:
  ~ConnectionWatch() = default;
};

}  // namespace gameday::proxy
