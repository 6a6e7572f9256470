#pragma once
// Whether the faults have been healed since an attempt was decided, and waits that a heal ends.

#include "proxy/attempt/shared.hpp"

namespace gameday::proxy {

class HealWatch {
 public:
  explicit HealWatch(Shared& shared) : shared_(shared), heals_(shared.heals) {}

  bool healed() const { return shared_.heals != heals_; }
  /// Until that time, a heal or the end of `stop`, whichever comes first.
  rt::awaitable<void> wait(TimePoint until, const rt::Stop& stop) const {
    const rt::Bound bound{until, rt::Limit::none, &stop};
    while (!healed() && !bound.over(shared_.world.now())) {
      co_await shared_.healing.wait(bound);
    }
  }

 private:
  Shared& shared_;
  const std::uint64_t heals_;
};

}  // namespace gameday::proxy
