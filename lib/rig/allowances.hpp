#pragma once
// What may still be asked of each real provider of a run. Made once a run, for it counts over all
// arms and experiments.

#include <memory>
#include <vector>

#include "proxy/allowance.hpp"
#include "rig/options.hpp"

namespace gameday::rig {

class Allowances {
 public:
  Allowances(const Options& options, const proxy::Allowance::Reached& reached);
  /// Null for a mock.
  proxy::Allowance* of(std::uint16_t provider) const { return list_[provider].get(); }

 private:
  std::vector<std::unique_ptr<proxy::Allowance>> list_;
};

}  // namespace gameday::rig
