// What only the real world has: signals, lookups, and a kernel that still works when it ends.
#include "rt/real_world.hpp"

#include <csignal>

#include <netinet/in.h>
#include <sys/socket.h>

#include "rt/error.hpp"
#include "rt/event.hpp"
#include "worlds.hpp"

namespace gameday::rt {
namespace {

awaitable<void> wait_for_signals(World& world, std::vector<int>& signals) {
  Event came(world);
  const SignalWatch watch(world, [&](int signal) {
    signals.push_back(signal);
    came.notify();
  });
  for (const int signal : {SIGTERM, SIGINT, SIGINT}) {
    std::raise(signal);
    co_await came.wait(soon(world));
  }
}

TEST(SignalWatch, CallsBackEveryTime) {
  RealWorld world(Epoch::start(), Seed(1));
  std::vector<int> signals;
  world.run(wait_for_signals(world.world(), signals));
  EXPECT_EQ(signals, (std::vector{SIGTERM, SIGINT, SIGINT}));
}

awaitable<void> ask_for(World& world, std::string host, error_code& ec) {
  const Address name{std::move(host), 80};
  const Bound bound{later(world.now(), 10s), Limit::dns};
  const auto addresses = co_await world.network.resolve(name, bound);
  ec = addresses ? error_code{} : addresses.error();
}

// RFC 6761: names under .invalid never exist; a machine without a resolver says dns_failure.
TEST(Resolve, ANameThatDoesNotExist) {
  RealWorld world(Epoch::start(), Seed(1));
  error_code ec;
  world.run(ask_for(world.world(), "gameday.invalid", ec));
  EXPECT_TRUE(ec == IoError::no_such_host || ec == IoError::dns_failure) << ec.message();
}

awaitable<void> leave_one_open(World& world) {
  static error_code ignored;
  world.tasks.spawn("lookup", ask_for(world, "gameday.invalid", ignored));
  co_return;
}

TEST(Resolve, AWorldDoesNotWaitForItsLookups) {
  RealWorld world(Epoch::start(), Seed(1));
  world.run(leave_one_open(world.world()));
}

/// Of a peer that sends `text`, with its `urgent`th byte out of band.
void send_urgently(int peer, std::string_view text, std::size_t urgent) {
  ASSERT_EQ(::send(peer, text.data(), urgent, 0), static_cast<ssize_t>(urgent));
  ASSERT_EQ(::send(peer, text.data() + urgent, 1, MSG_OOB), 1);
  const std::string_view rest = text.substr(urgent + 1);
  ASSERT_EQ(::send(peer, rest.data(), rest.size(), 0), static_cast<ssize_t>(rest.size()));
}

/// The kernel ends a read at the mark, so a short one leaves what stands behind it.
awaitable<void> read_past_urgent_data(World& world) {
  const auto listener = world.network.listen({"127.0.0.1", 0}).value();
  const int peer = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(listener->address().port);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* const address = reinterpret_cast<const sockaddr*>(&at);
  EXPECT_EQ(::connect(peer, address, sizeof(at)), 0);
  const StreamPtr stream = std::move(co_await listener->accept(soon(world))).value();
  for (int i = 0; i < 5; ++i) {  // a connection that is kept
    EXPECT_EQ(::send(peer, "short", 5, 0), 5);
    const ReadText read = co_await read_text(*stream, soon(world));
    EXPECT_EQ(read.text, "short");
  }
  send_urgently(peer, "ab!def", 2);
  co_await sleep(world, briefly(world));
  std::string got;
  error_code ec;
  while (!ec && got != "abdef") {
    const ReadText read = co_await read_text(*stream, briefly(world));
    got += read.text;
    ec = read.ec;
  }
  EXPECT_EQ(got, "abdef") << ec.message();
  ::close(peer);
}

TEST(UrgentData, HidesNothingBehindIt) {
  RealWorld world(Epoch::start(), Seed(1));
  world.run(read_past_urgent_data(world.world()));
}

awaitable<void> read_for_ever(World& world) {
  const Pair pair = co_await connect(world);
  Stop never_requested;
  co_await read_text(*pair.server, soon(world).with(never_requested));
}

awaitable<void> accept_for_ever(World& world) {
  const Pair pair = co_await connect(world);
  co_await pair.listener->accept(Bound{});
}

awaitable<void> leave_tasks_behind(World& world) {
  world.tasks.spawn("reads", read_for_ever(world));
  world.tasks.spawn("accepts", accept_for_ever(world));
  co_await sleep(world, briefly(world));
}

// In the middle of Asio's operations, which hold the coroutines then. ASan sees what leaks.
TEST(RealWorld, UnwindsWhatMainLeftBehind) {
  RealWorld world(Epoch::start(), Seed(1));
  world.run(leave_tasks_behind(world.world()));
  EXPECT_EQ(world.world().tasks.in_flight(), 2U);
}

}  // namespace
}  // namespace gameday::rt
