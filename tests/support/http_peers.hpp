#pragma once
// Two ends for tests of http: a handler that is a function, and a client that speaks raw bytes.

#include <functional>
#include <string>
#include <string_view>

#include "http/server.hpp"
#include "rt/error.hpp"
#include "rt/world.hpp"

namespace gameday::test {

/// Keeps the closure, so a lambda coroutine may use its captures.
class FunctionHandler final : public http::Handler {
 public:
  using Function = std::function<rt::awaitable<void>(http::Exchange&)>;
  explicit FunctionHandler(Function function) : function_(std::move(function)) {}
  rt::awaitable<void> serve(http::Exchange& exchange) override { return function_(exchange); }

 private:
  Function function_;
};

inline rt::Bound within(rt::World& world, Duration time, rt::Limit limit = rt::Limit::total) {
  return rt::Bound{later(world.now(), time), limit, nullptr};
}

inline rt::awaitable<void> pause(rt::World& world, Duration time) {
  co_await rt::sleep(world, within(world, time));
}

/// A connection of a client that counts bytes itself.
class RawPeer {
 public:
  RawPeer(rt::World& world, rt::StreamPtr stream) : world_(world), stream_(std::move(stream)) {}

  static rt::awaitable<RawPeer> dial(rt::World& world, rt::Address address) {
    auto stream = co_await world.network.dial(address, within(world, 5s));
    RawPeer peer(world, std::move(stream.value()));
    co_return peer;
  }

  rt::awaitable<void> send(std::string bytes) {
    co_await rt::write_all(*stream_, bytes, within(world_, 5s));
  }
  /// Until `text` has come, or the connection is over; ended() tells how.
  rt::awaitable<std::string> until(std::string text) {
    while (all_.find(text, taken_) == std::string::npos && !ended_) {
      std::array<std::byte, 4096> bytes;
      const rt::IoResult read = co_await stream_->read_some(bytes, within(world_, 1h));
      ended_ = read.ec;
      all_.append(reinterpret_cast<const char*>(bytes.data()), read.n);
    }
    const std::size_t found = all_.find(text, taken_);
    const std::size_t end = found == std::string::npos ? all_.size() : found + text.size();
    const std::string got = all_.substr(taken_, end - taken_);
    taken_ = end;
    co_return got;
  }
  /// All that still comes.
  rt::awaitable<std::string> rest() {
    std::string got = co_await until(std::string(1, '\0'));
    co_return got;
  }
  const error_code& ended() const { return ended_; }
  rt::ByteStream& stream() { return *stream_; }

 private:
  rt::World& world_;
  rt::StreamPtr stream_;
  std::string all_;
  std::size_t taken_ = 0;
  error_code ended_;
};

}  // namespace gameday::test
