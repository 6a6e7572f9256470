#include "rig/allowances.hpp"

#include "rig/places.hpp"

namespace gameday::rig {

Allowances::Allowances(const Options& options, const proxy::Allowance::Reached& reached) {
  for (std::uint16_t index = 0; index < options.providers.size(); ++index) {
    const RealProvider* real = real_provider(options, index);
    list_.push_back(real == nullptr ? nullptr
                                    : std::make_unique<proxy::Allowance>(
                                          options.providers[index].provider, real->cap, reached));
  }
}

}  // namespace gameday::rig
