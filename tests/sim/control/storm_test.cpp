// A thousand connections through one proxy while its toxics are added, changed and removed at
// random over the API: each gets back exactly what it sent, and no call fails or waits.

#include <gtest/gtest.h>

#include "control/api.hpp"
#include "rt/virtual_world.hpp"
#include "support/control_client.hpp"

namespace gameday::control {
namespace {

using test::Asked;
using test::RawPeer;
using test::Told;
using test::within;

constexpr std::uint64_t clients = 1000;
constexpr int calls = 400;
constexpr std::size_t largest_message = 4000;

/// Says everything back, half-close included.
rt::awaitable<void> echo(rt::World& world, rt::StreamPtr stream) {
  std::array<std::byte, 2048> bytes;
  while (true) {
    const rt::IoResult got = co_await stream->read_some(bytes, within(world, 24h));
    if (got.ec) {
      break;
    }
    const rt::asio::const_buffer said(bytes.data(), got.n);
    co_await rt::write_all(*stream, std::span(&said, 1), within(world, 24h));
  }
  stream->end(End::close);
}

rt::awaitable<void> serve_echo(rt::World& world, rt::Listener& listener, rt::TaskGroup& tasks,
                               rt::Stop& stop) {
  rt::Bound until_stopped;
  until_stopped.stop = &stop;
  while (!stop.requested()) {
    result<rt::StreamPtr> stream = co_await listener.accept(until_stopped);
    if (stream) {
      rt::StreamPtr taken = std::move(*stream);
      tasks.spawn("echo", echo(world, std::move(taken)));
    }
  }
}

struct Tally {
  std::uint64_t whole = 0;
  std::uint64_t bytes = 0;
};

/// Some messages with pauses between them, then FIN; what came back must be what was sent.
rt::awaitable<void> talk(rt::World& world, rt::Address proxy, Rng rng, Tally& tally) {
  co_await test::pause(world, rng.between(0ms, 20s));
  RawPeer peer = co_await RawPeer::dial(world, std::move(proxy));
  std::string sent;
  for (std::uint64_t message = 1 + rng.below(5); message > 0; --message) {
    std::string bytes(1 + rng.below(largest_message), '\0');
    for (char& letter : bytes) {
      letter = static_cast<char>('a' + rng.below(26));
    }
    sent += bytes;
    co_await peer.send(std::move(bytes));
    co_await test::pause(world, rng.between(0ms, 5s));
  }
  peer.stream().end(End::half_close);
  const std::string back = co_await peer.rest();
  EXPECT_EQ(back, sent);
  tally.whole += back == sent ? 1 : 0;
  tally.bytes += back.size();
}

std::string some_toxic(Rng& rng, std::uint64_t name) {
  static const char* const kinds[] = {
      R"("type":"latency","attributes":{"latency":300,"jitter":200})",
      R"("type":"bandwidth","attributes":{"rate":20})",
      R"("type":"slicer","attributes":{"average_size":200,"size_variation":100,"delay":500})",
      R"("type":"slow_close","attributes":{"delay":700})",
      R"("type":"freeze_after","attributes":{"time":3000})",
      R"("type":"noop")"};
  return fmt::format(R"({{"name":"t{}","stream":"{}","toxicity":{},{}}})", name,
                     rng.below(2) == 0 ? "upstream" : "downstream", rng.below(2) == 0 ? "1" : "0.5",
                     kinds[rng.below(std::size(kinds))]);
}

Asked some_call(Rng& rng) {
  const std::uint64_t name = rng.below(6);
  Asked asked;
  asked.target = fmt::format("/proxies/storm/toxics/t{}", name);
  switch (rng.below(5)) {
    case 0:
    case 1:
      asked.method = "POST";
      asked.target = "/proxies/storm/toxics";
      asked.body = some_toxic(rng, name);
      break;
    case 2:
      asked.method = "PATCH";
      asked.body = R"({"attributes":{"latency":50,"rate":40,"delay":100,"time":1000}})";
      break;
    case 3:
      asked.method = "DELETE";
      break;
    default:
      asked.target = rng.below(2) == 0 ? "/proxies" : "/metrics";
  }
  return asked;
}

rt::awaitable<void> call_at_random(rt::World& world, rt::Address api, Rng rng) {
  for (int call = 0; call < calls; ++call) {
    co_await test::pause(world, rng.between(0ms, 150ms));
    const TimePoint began = world.now();
    const Told told = co_await test::ask(world, api, some_call(rng));
    EXPECT_TRUE(told.status == 200 || told.status == 204 || told.status == 404 ||
                told.status == 409)
        << told.wire;
    EXPECT_LT(world.now() - began, 1s);  // nothing waits for data
  }
  Asked heal;
  heal.method = "POST";
  heal.target = "/reset";
  const Told healed = co_await test::ask(world, api, std::move(heal));
  EXPECT_EQ(healed.status, 204);
}

rt::awaitable<void> storm(rt::World& world, Rng rng, Tally& tally) {
  rt::TaskGroup tasks(world.executor);
  rt::Stop stop;
  auto listener = std::move(world.network.listen({"127.0.0.1", 0}).value());
  ApiOptions options;
  options.proxy_metrics = true;
  Api api(world, options);
  const rt::Address address = api.start({"127.0.0.1", 8474}).value();
  const auto none = co_await api.populate(
      fmt::format(R"([{{"name":"storm","listen":"127.0.0.1:9000","upstream":"{}"}}])",
                  rt::to_text(listener->address())));
  EXPECT_FALSE(none);
  tasks.spawn("accept", serve_echo(world, *listener, tasks, stop));
  tasks.spawn("calls", call_at_random(world, address, Rng(rng.next())));
  rt::TaskGroup talking(world.executor);
  const rt::Address proxy{"127.0.0.1", 9000};
  for (std::uint64_t client = 0; client < clients; ++client) {
    talking.spawn("client", talk(world, proxy, Rng(rng.next()), tally));
  }
  co_await talking.join(within(world, 24h));
  stop.request(rt::Why::shutdown);
  co_await tasks.join(within(world, 24h));
  co_await api.stop(within(world, 1s));
}

TEST(ToxicStorm, AThousandConnectionsLoseNothing) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    rt::VirtualWorld world{Seed(seed)};
    Tally tally;
    world.run(storm(world.world(), Seed(seed).stream("storm"), tally));
    EXPECT_EQ(tally.whole, clients) << "seed " << seed;
    EXPECT_GT(tally.bytes, clients * 1000) << "seed " << seed;
  }
}

}  // namespace
}  // namespace gameday::control
