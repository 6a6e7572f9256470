// Whatever comes in, the API answers it or hangs up, and goes on. In memory; each seed is replayed
// by its number.

#include <gtest/gtest.h>

#include "control/api.hpp"
#include "control/bodies.hpp"
#include "control/listen_address.hpp"
#include "control/routes.hpp"
#include "rt/virtual_world.hpp"
#include "support/control_client.hpp"

namespace gameday::control {
namespace {

using test::Asked;
using test::RawPeer;
using test::Told;
using test::within;

constexpr int requests = 3000;

template <std::size_t N>
std::string one_of(const char* const (&list)[N], Rng& rng) {
  return list[rng.below(N)];
}

std::string some_json(Rng& rng, int depth) {
  static const char* const keys[] = {
      "name",     "listen",  "upstream", "enabled",    "toxics", "type", "stream", "toxicity",
      "lease_ms", "latency", "rate",     "attributes", "jitter", "NAME", "delay",  "average_size"};
  static const char* const values[] = {"null",
                                       "true",
                                       "-1",
                                       "1",
                                       "0.5",
                                       "1e999",
                                       "9223372036854775807",
                                       "\"a\"",
                                       "\"\"",
                                       "[]",
                                       "{}",
                                       "\"noop\"",
                                       "\"latency\"",
                                       "\"slicer\"",
                                       "\"timeout\"",
                                       "5",
                                       "\"b\"",
                                       "\"upstream\"",
                                       "\"\\ud800\"",
                                       "\":0\"",
                                       "\"localhost:0\"",
                                       "\"x:99999\"",
                                       "\"[\"",
                                       "\"127.0.0.1:0\""};
  const std::uint64_t kind = depth > 3 ? 0 : rng.below(4);
  if (kind < 2) {
    return one_of(values, rng);
  }
  std::string text = kind == 2 ? "{" : "[";
  const std::uint64_t count = rng.below(6);
  for (std::uint64_t i = 0; i < count; ++i) {
    text += i == 0 ? "" : ",";
    text += kind == 2 ? fmt::format("\"{}\":", one_of(keys, rng)) : "";
    text += some_json(rng, depth + 1);
  }
  return text + (kind == 2 ? "}" : "]");
}

/// A body that is nearly right.
std::string some_body(Rng& rng) {
  static const char* const good[] = {
      R"({"name":"a","listen":"127.0.0.1:0","upstream":"127.0.0.1:9"})",
      R"({"name":"b","upstream":"u:1","toxics":[{"type":"latency","attributes":{"latency":1}}]})",
      R"([{"name":"a","listen":":0","upstream":"u:1"},{"name":"b","upstream":"u:1"}])",
      R"({"type":"slicer","attributes":{"average_size":1,"size_variation":1,"delay":1}})",
      R"({"type":"timeout","stream":"upstream","toxicity":0.5,"lease_ms":20})",
      R"({"enabled":false})",
      R"({"enabled":true,"listen":"localhost:0"})"};
  std::string body = rng.below(2) == 0 ? one_of(good, rng) : some_json(rng, 0);
  for (std::uint64_t i = rng.below(4); i > 1 && !body.empty(); --i) {
    body[rng.below(body.size())] = static_cast<char>(rng.below(256));
  }
  if (rng.below(8) == 0) {
    body.resize(rng.below(body.size() + 1));
  }
  return body;
}

Asked some_request(Rng& rng) {
  static const char* const methods[] = {"GET",   "POST", "POST",   "PATCH",
                                        "PATCH", "PUT",  "DELETE", "HEAD"};
  static const char* const targets[] = {"/proxies",
                                        "/proxies",
                                        "/populate",
                                        "/proxies/a",
                                        "/proxies/b",
                                        "/proxies/a/toxics",
                                        "/proxies/b/toxics",
                                        "/proxies/a/toxics/latency_downstream",
                                        "/proxies/b/toxics/latency_downstream",
                                        "/proxies/a/toxics/slicer_downstream",
                                        "/reset",
                                        "/version",
                                        "/metrics",
                                        "//proxies",
                                        "/proxies/%zz",
                                        "/proxies/%00"};
  Asked asked;
  asked.method = one_of(methods, rng);
  asked.target = one_of(targets, rng);
  asked.body = some_body(rng);
  return asked;
}

rt::awaitable<void> still_well(rt::World& world, rt::Address api) {
  Asked asked;
  asked.target = "/proxies";
  const Told told = co_await test::ask(world, api, std::move(asked));
  EXPECT_EQ(told.status, 200);
  EXPECT_TRUE(told.body.starts_with('{') && told.body.ends_with('}'));
}

rt::awaitable<void> nearly_right(rt::World& world, Rng rng) {
  ApiOptions options;
  options.proxy_metrics = true;
  Api api(world, options);
  const rt::Address address = api.start({"127.0.0.1", 8474}).value();
  int changed = 0;
  for (int i = 0; i < requests; ++i) {
    Asked asked = some_request(rng);
    const std::string wire = test::wire_of(asked);
    const bool changes = asked.method == "POST" || asked.method == "PATCH";
    const Told told = co_await test::ask(world, address, std::move(asked));
    EXPECT_GE(told.status, 200) << "request " << i << ": " << wire;
    EXPECT_NE(told.status, 503) << "request " << i << ": " << wire;
    changed += changes && told.status < 300 ? 1 : 0;
  }
  EXPECT_GT(changed, requests / 20);  // else they were not nearly right
  co_await still_well(world, address);
  co_await api.stop(within(world, 1s));
}

TEST(Requests, NearlyRightOnesAreAnswered) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    rt::VirtualWorld world{Seed(seed)};
    world.run(nearly_right(world.world(), Seed(seed).stream("requests")));
  }
}

/// A request with bytes changed, cut off or put in, so that even its head may be none.
std::string broken_wire(Rng& rng) {
  std::string wire = test::wire_of(some_request(rng));
  for (std::uint64_t i = 1 + rng.below(4); i > 0; --i) {
    const std::size_t at = rng.below(wire.size());
    switch (rng.below(3)) {
      case 0:
        wire[at] = static_cast<char>(rng.below(256));
        break;
      case 1:
        wire.erase(at, 1 + rng.below(5));
        break;
      default:
        wire.insert(at, 1 + rng.below(3), static_cast<char>(rng.below(256)));
    }
  }
  return wire;
}

rt::awaitable<void> broken(rt::World& world, Rng rng) {
  Api api(world, ApiOptions{});
  const rt::Address address = api.start({"127.0.0.1", 8474}).value();
  for (int i = 0; i < requests / 3; ++i) {
    const std::string wire = broken_wire(rng);
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(wire);
    peer.stream().end(End::half_close);
    const std::string said = co_await peer.rest();
    EXPECT_TRUE(said.empty() || said.starts_with("HTTP/1.1 ")) << "request " << i << ": " << wire;
  }
  co_await still_well(world, address);
  co_await api.stop(within(world, 1s));
}

TEST(Requests, BrokenOnesEndInAnAnswerOrTheEndOfTheConnection) {
  for (const std::uint64_t seed : {4U, 5U, 6U}) {
    rt::VirtualWorld world{Seed(seed)};
    world.run(broken(world.world(), Seed(seed).stream("requests")));
  }
}

TEST(Readers, TakeAnyBytes) {
  Rng rng = Seed(7).stream("bytes");
  for (int i = 0; i < 20'000; ++i) {
    std::string text = rng.below(2) == 0 ? some_body(rng) : std::string(rng.below(40), '\0');
    if (text.size() < 40) {
      for (char& letter : text) {
        letter = static_cast<char>(rng.below(256));
      }
    }
    read_proxies(text);
    read_toxic(text);
    const Route found = route("GET", "/" + text, true);
    EXPECT_EQ(found.location.find_first_of("\r\n"), std::string::npos);
    const Parsed<HostPort> split = split_host_port(text);
    EXPECT_NE(split.value.has_value(), !split.problem.empty());
  }
}

}  // namespace
}  // namespace gameday::control
