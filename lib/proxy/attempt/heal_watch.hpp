#pragma once
// Whether the fault of an attempt has been healed since it was decided, and waits that a heal ends.

#include "proxy/attempt/shared.hpp"

namespace gameday::proxy {

class HealWatch {
 public:
  HealWatch(Shared& shared, std::string fault)
      : shared_(shared), fault_(std::move(fault)), heals_(shared.heals.of(fault_)) {}

  bool healed() const { return shared_.heals.of(fault_) > heals_; }
  /// Until that time, a heal or the end of `stop`, whichever comes first.
  rt::awaitable<void> wait(TimePoint until, const rt::Stop& stop) const {
    const rt::Bound bound{until, rt::Limit::none, &stop};
    while (!healed() && !bound.over(shared_.world.now())) {
      co_await shared_.healing.wait(bound);
    }
  }

 private:
  Shared& shared_;
  const std::string fault_;
  const std::uint64_t heals_;
};

}  // namespace gameday::proxy
