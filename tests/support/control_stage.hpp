#pragma once
// The control API with a proxy in front of a server that the test plays.

#include <memory>

#include <gtest/gtest.h>

#include "control/api.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "support/control_client.hpp"

namespace gameday::test {

/// An API with one proxy, `a`, in front of a server that the test plays.
struct ControlStage {
  ControlStage(rt::World& the_world, const rt::Address& at)
      : world(the_world), listener(std::move(the_world.network.listen(at).value())) {
    control::ApiOptions options;
    options.proxy_metrics = true;
    api = std::make_unique<control::Api>(world, options);
    address = api->start(at).value();
  }
  std::string upstream() const { return rt::to_text(listener->address()); }
  rt::awaitable<Told> ask(std::string method, std::string target, std::string body = "") {
    Asked asked{std::move(method), std::move(target), std::move(body)};
    Told told = co_await test::ask(world, address, std::move(asked));
    co_return told;
  }
  /// The proxy, with more fields behind its own.
  rt::awaitable<void> make(std::string more = "") {
    std::string body =
        fmt::format(R"({{"name":"a","listen":"127.0.0.1:0","upstream":"{}"{}}})", upstream(), more);
    const Told told = co_await ask("POST", "/proxies", std::move(body));
    EXPECT_EQ(told.status, 201) << told.body;
    const std::string key = R"("listen":")";
    const std::size_t begin = told.body.find(key) + key.size();
    proxy = rt::parse_address(told.body.substr(begin, told.body.find('"', begin) - begin)).value();
  }
  rt::awaitable<RawPeer> dial() { return RawPeer::dial(world, proxy); }
  rt::awaitable<RawPeer> accept() {
    result<rt::StreamPtr> stream = co_await listener->accept(within(world, 5s));
    RawPeer peer(world, std::move(stream.value()));
    co_return peer;
  }
  rt::awaitable<error_code> knock() {
    const result<rt::StreamPtr> stream = co_await world.network.dial(proxy, within(world, 5s));
    co_return stream ? error_code{} : stream.error();
  }

  rt::World& world;
  std::unique_ptr<rt::Listener> listener;
  std::unique_ptr<control::Api> api;
  rt::Address address;
  rt::Address proxy;
};

/// What is played on it, by a name.
struct ControlRow {
  const char* name;
  rt::awaitable<void> (*body)(ControlStage& stage);
};

inline rt::awaitable<void> play_control(rt::World& world, ControlRow row) {
  ControlStage stage(world, {"127.0.0.1", 0});
  co_await row.body(stage);
  co_await stage.api->stop(within(world, 1s));
}

inline void play_control_in_memory(const ControlRow& row) {
  rt::VirtualWorld world(Seed(1));
  world.run(play_control(world.world(), row));
}
inline void play_control_over_sockets(const ControlRow& row) {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(play_control(world.world(), row));
}

}  // namespace gameday::test
