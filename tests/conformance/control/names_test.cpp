// What happens while a name is looked up, which takes its time: nothing is lost, nobody waits
// longer than was said. In memory.

#include <gtest/gtest.h>

#include "control/api.hpp"
#include "rt/virtual_world.hpp"
#include "support/control_client.hpp"

namespace gameday::control {
namespace {

using test::Asked;
using test::Told;
using test::within;

/// Names that end in .slow take a second, those that end in .mute are never answered.
class SlowNames final : public rt::Network {
 public:
  explicit SlowNames(rt::World& world) : world_(world) {}
  result<std::unique_ptr<rt::Listener>> listen(const rt::Address& address) override {
    return world_.network.listen(address);
  }
  rt::awaitable<result<rt::StreamPtr>> dial(rt::Address address, rt::Bound bound) override {
    return world_.network.dial(std::move(address), bound);
  }
  rt::awaitable<result<std::vector<rt::Address>>> resolve(rt::Address name,
                                                          rt::Bound bound) override {
    const bool slow = name.host.ends_with(".slow");
    if (slow || name.host.ends_with(".mute")) {
      ++lookups;
      const TimePoint answered = slow ? world_.now() + 1s : never;
      const error_code ec = co_await rt::sleep(world_, bound.tighter(answered, rt::Limit::none));
      if (world_.now() < answered) {
        co_return ec;
      }
      name.host = "127.0.0.1";
    }
    std::vector<rt::Address> found{name};
    co_return found;
  }

  int lookups = 0;

 private:
  rt::World& world_;
};

struct Stage {
  explicit Stage(rt::World& memory)
      : names(memory),
        world{memory.executor, memory.clock, names, memory.tasks, memory.seed},
        api(world, ApiOptions{}),
        calls(memory.executor) {
    address = api.start({"127.0.0.1", 8474}).value();
  }
  rt::awaitable<Told> ask(std::string method, std::string target, std::string body = "") {
    Asked asked{std::move(method), std::move(target), std::move(body)};
    Told told = co_await test::ask(world, address, std::move(asked));
    co_return told;
  }
  rt::awaitable<void> ask_into(Told& told, std::string method, std::string target,
                               std::string body) {
    told = co_await ask(std::move(method), std::move(target), std::move(body));
  }
  /// Beside what the test does.
  void start(Told& told, std::string method, std::string target, std::string body) {
    calls.spawn("a call", ask_into(told, std::move(method), std::move(target), std::move(body)));
  }

  SlowNames names;
  rt::World world;
  Api api;
  rt::TaskGroup calls;
  rt::Address address;
};

void play(rt::awaitable<void> (*body)(Stage&)) {
  rt::VirtualWorld world(Seed(1));
  const auto whole = [&]() -> rt::awaitable<void> {
    Stage stage(world.world());
    co_await body(stage);  // joins what it has started
    co_await stage.api.stop(within(stage.world, 1s));
  };
  world.run(whole());
}

TEST(SlowNames, AreLookedUpOnce) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    co_await stage.ask("POST", "/proxies",
                       R"({"name":"a","listen":"x.slow:7000","upstream":"u:1","enabled":false})");
    EXPECT_EQ(stage.names.lookups, 0);
    co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":true})");
    EXPECT_EQ(stage.names.lookups, 1);
    co_await stage.ask("POST", "/populate",
                       R"([{"name":"a","listen":"y.slow:7001","upstream":"u:1"}])");
    EXPECT_EQ(stage.names.lookups, 2);
    const Told told = co_await stage.ask("GET", "/proxies/a");
    EXPECT_NE(told.body.find(R"("listen":"127.0.0.1:7001")"), std::string::npos) << told.body;
  });
}

TEST(SlowNames, WhatChangesAToxicMeanwhileIsNotLost) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    co_await stage.ask("POST", "/proxies",
                       R"({"name":"a","listen":"127.0.0.1:7000","upstream":"u:1",)"
                       R"("toxics":[{"type":"latency","attributes":{"latency":1}}]})");
    Told moved;  // to the port of the API, which is taken: all of it fails
    stage.start(moved, "POST", "/populate",
                R"([{"name":"a","listen":"x.slow:8474","upstream":"u:1",)"
                R"("toxics":[{"type":"noop"}]}])");
    for (const int latency : {2, 3, 4, 5, 6}) {
      co_await test::pause(stage.world, 400ms);
      const Told changed =
          co_await stage.ask("PATCH", "/proxies/a/toxics/latency_downstream",
                             fmt::format(R"({{"attributes":{{"latency":{}}}}})", latency));
      EXPECT_EQ(changed.status, 200) << "after " << latency;
    }
    co_await stage.calls.join(within(stage.world, 1h));
    EXPECT_EQ(moved.status, 500) << moved.wire;
    const Told kept = co_await stage.ask("GET", "/proxies/a/toxics");
    EXPECT_NE(kept.body.find(R"("latency":6)"), std::string::npos) << kept.body;
  });
}

TEST(SlowNames, APortThatWasGivenOutStaysWhenOnlyTheUpstreamChanges) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    const Told made =
        co_await stage.ask("POST", "/proxies", R"({"name":"a","listen":":0","upstream":"u:1"})");
    const Told moved =
        co_await stage.ask("PATCH", "/proxies/a", R"({"listen":":0","upstream":"u:2"})");
    const auto listen = [](const std::string& body) {
      const std::size_t at = body.find(R"("listen")");
      return body.substr(at, body.find(',', at) - at);
    };
    EXPECT_EQ(listen(moved.body), listen(made.body));
  });
}

TEST(SlowNames, HoldUpNoStopBeyondItsBound) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    std::vector<Told> told(20);
    for (std::size_t i = 0; i < told.size(); ++i) {
      stage.start(told[i], "POST", "/proxies",
                  fmt::format(R"({{"name":"p{}","listen":"x.mute:7000","upstream":"u:1"}})", i));
    }
    co_await test::pause(stage.world, 100ms);
    const TimePoint began = stage.world.now();
    co_await stage.api.stop(within(stage.world, 2s));
    EXPECT_GE(stage.world.now(), began + 2s);
    EXPECT_LT(stage.world.now(), began + 2100ms);
    co_await stage.calls.join(within(stage.world, 1h));  // they write into what dies here
  });
}

TEST(SlowNames, HoldUpNoStopOfWhatIsPopulatedBeforeTheStart) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    std::optional<std::string> said;
    const auto populate = [&]() -> rt::awaitable<void> {
      said =
          co_await stage.api.populate(R"([{"name":"a","listen":"127.0.0.1:7000","upstream":"u:1"},)"
                                      R"({"name":"b","listen":"x.mute:7001","upstream":"u:1"}])");
    };
    stage.calls.spawn("populate", populate());
    co_await test::pause(stage.world, 100ms);
    EXPECT_EQ(stage.api.proxies(), 1U);
    const TimePoint began = stage.world.now();
    co_await stage.api.stop(within(stage.world, 1s));
    EXPECT_LT(stage.world.now(), began + 1100ms);
    co_await stage.calls.join(within(stage.world, 1h));
    EXPECT_EQ(said, "the server is stopping");
    EXPECT_EQ(stage.api.proxies(), 0U);
  });
}

}  // namespace
}  // namespace gameday::control
