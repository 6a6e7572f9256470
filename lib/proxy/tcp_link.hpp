#pragma once
// One client and one upstream, joined: two pumps, one a direction, until both are through or one
// end is gone.

#include <functional>
#include <span>

#include "rt/world.hpp"

namespace gameday::proxy {

class TcpLink {
 public:
  using Watch = std::function<void(std::span<const std::byte>)>;

  /// `stop` resets both ends.
  TcpLink(rt::World& world, rt::StreamPtr client, rt::StreamPtr upstream, rt::Stop& stop);

  /// Told what the client sends, before it is passed on.
  void watch(Watch watch) { watch_ = std::move(watch); }
  rt::awaitable<void> run();

 private:
  rt::awaitable<void> pump(rt::ByteStream& from, rt::ByteStream& into, bool watched);
  rt::awaitable<void> break_off();

  rt::World& world_;
  rt::StreamPtr client_;
  rt::StreamPtr upstream_;
  const rt::Stop& stop_;
  rt::Stop over_;  // one end is gone: nothing more can be passed on
  rt::TaskGroup pumps_;
  Watch watch_;
  rt::ByteStream* gone_ = nullptr;  // the end that was reset
};

}  // namespace gameday::proxy
