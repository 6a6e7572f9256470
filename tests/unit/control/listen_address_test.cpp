// What Go makes of a listen text, without a network.

#include "control/listen_address.hpp"

#include <gtest/gtest.h>

#include "rt/error.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::control {
namespace {

std::string split(std::string_view text) {
  const Parsed<HostPort> parsed = split_host_port(text);
  return parsed ? fmt::format("{}|{}", parsed.value->host, parsed.value->port) : parsed.problem;
}

TEST(ListenText, IsTakenApart) {
  EXPECT_EQ(split("127.0.0.1:80"), "127.0.0.1|80");
  EXPECT_EQ(split(":80"), "|80");
  EXPECT_EQ(split("host:"), "host|0");
  EXPECT_EQ(split(""), "|0");
  EXPECT_EQ(split("[::1]:080"), "::1|80");
  EXPECT_EQ(split("[fe80::1%eth0]:65535"), "fe80::1%eth0|65535");
}

TEST(ListenText, SaysWhatGoSays) {
  EXPECT_EQ(split("local373"), "address local373: missing port in address");
  EXPECT_EQ(split("[::1]"), "address [::1]: missing port in address");
  EXPECT_EQ(split("[::1"), "address [::1: missing ']' in address");
  EXPECT_EQ(split("[::1]x:80"), "address [::1]x:80: missing port in address");
  EXPECT_EQ(split("[::1]:8:0"), "address [::1]:8:0: too many colons in address");
  EXPECT_EQ(split("::1"), "address ::1: too many colons in address");
  EXPECT_EQ(split("a:b:c"), "address a:b:c: too many colons in address");
  EXPECT_EQ(split("a[:1"), "address a[:1: unexpected '[' in address");
  EXPECT_EQ(split("a]:1"), "address a]:1: unexpected ']' in address");
  EXPECT_EQ(split("a:65536"), "address 65536: invalid port");
  EXPECT_EQ(split("a:99999999999999999999"), "address 99999999999999999999: invalid port");
  EXPECT_EQ(split("a:http"), "lookup tcp/http: unknown port");
  EXPECT_EQ(split("a:-1"), "lookup tcp/-1: unknown port");
}

std::string resolved(std::string text) {
  rt::VirtualWorld world(Seed(1));
  rt::Stop stop;
  std::string said;
  const auto ask = [&]() -> rt::awaitable<void> {
    const Parsed<Listen> listen = co_await resolve_listen(world.world(), std::move(text), stop);
    said = listen ? fmt::format("{} {}", rt::to_text(listen.value->address), listen.value->shown)
                  : listen.problem;
  };
  world.run(ask());
  return said;
}

TEST(ListenText, IsResolved) {
  EXPECT_EQ(resolved("localhost:80"), "127.0.0.1:80 127.0.0.1:80");
  EXPECT_EQ(resolved(":80"), "[::]:80 :80");
  EXPECT_EQ(resolved("0.0.0.0:80"), "[::]:80 0.0.0.0:80");
  EXPECT_EQ(resolved("[::]:80"), "[::]:80 [::]:80");
  EXPECT_EQ(resolved(""), "[::]:0 :0");
  EXPECT_EQ(resolved("[::1]:80"), "[::1]:80 [::1]:80");
  EXPECT_EQ(resolved("local373"), "address local373: missing port in address");
}

/// Names have several addresses, or none.
class Names final : public rt::Network {
 public:
  result<std::unique_ptr<rt::Listener>> listen(const rt::Address&) override {
    return rt::IoError::other;
  }
  rt::awaitable<result<rt::StreamPtr>> dial(rt::Address, rt::Bound) override {
    co_return rt::IoError::other;
  }
  rt::awaitable<result<std::vector<rt::Address>>> resolve(rt::Address name, rt::Bound) override {
    if (name.host == "slow") {
      co_return rt::IoError::timed_out;
    }
    std::vector<rt::Address> found;
    if (name.host == "both") {
      found.push_back({"::1", name.port});
      found.push_back({"127.0.0.9", name.port});
    } else if (name.host == "six") {
      found.push_back({"::1", name.port});
    }
    co_return found;
  }
};

TEST(ListenText, PrefersIPv4) {
  rt::VirtualWorld plain(Seed(1));
  Names names;
  rt::World world{plain.world().executor, plain.world().clock, names, plain.world().tasks,
                  plain.world().seed};
  rt::Stop stop;
  const auto ask = [&]() -> rt::awaitable<void> {
    const Parsed<Listen> both = co_await resolve_listen(world, "both:7", stop);
    EXPECT_EQ(both.value.value().shown, "127.0.0.9:7");
    const Parsed<Listen> six = co_await resolve_listen(world, "six:7", stop);
    EXPECT_EQ(six.value.value().shown, "[::1]:7");
    const Parsed<Listen> none = co_await resolve_listen(world, "none:7", stop);
    EXPECT_EQ(none.problem, "lookup none: no such host");
    const Parsed<Listen> slow = co_await resolve_listen(world, "slow:7", stop);
    EXPECT_EQ(slow.problem, "lookup slow: timed out");
  };
  plain.run(ask());
}

TEST(ListenFailure, HasGosWords) {
  const Listen at{{"127.0.0.1", 80}, "127.0.0.1:80"};
  const auto said = [&](rt::IoError error) { return listen_failure(at, error); };
  EXPECT_EQ(said(rt::IoError::in_use), "listen tcp 127.0.0.1:80: bind: address already in use");
  EXPECT_EQ(said(rt::IoError::denied), "listen tcp 127.0.0.1:80: bind: permission denied");
  EXPECT_EQ(said(rt::IoError::bad_address),
            "listen tcp 127.0.0.1:80: bind: cannot assign requested address");
}

}  // namespace
}  // namespace gameday::control
