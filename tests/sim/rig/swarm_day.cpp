#include "sim/rig/swarm_day.hpp"

#include <fmt/format.h>

#include "sim/rig/swarm_draws.hpp"
#include "sim/rig/swarm_faults.hpp"

namespace gameday::test {
namespace {

constexpr const char* provider_names[] = {"alpha", "beta"};
constexpr std::size_t providers = std::size(provider_names);

/// How fast a provider is; times in ms.
struct Pace {
  bool anthropic = false;
  std::uint64_t first_p50 = 0;
  std::uint64_t first_p99 = 0;
  std::uint64_t tokens_p50 = 0;
  std::uint64_t tokens_p99 = 0;
  std::uint64_t per_second = 0;

  // Draws are cut at 1.5 times the p99; 50 ms for the way.
  std::uint64_t slowest_first() const { return first_p99 * 3 / 2 + 50; }
  std::uint64_t slowest_answer() const {
    return slowest_first() + tokens_p99 * 1500 / per_second + 1;
  }
};

class DayWriter {
 public:
  explicit DayWriter(std::uint64_t seed) : seed_(seed) {
    Draws draws(seed, "day");
    refuge_ = draws.number(0, providers - 1);
    fault_ms_ = draws.number(4, 12) * 1000;
    client_ms_ = draws.number(8, 40) * 1000;
  }

  SwarmDay write() {
    SwarmDay day;
    day.client_timeout = std::chrono::milliseconds(client_ms_);
    day.scenario = fmt::format(
        "gameday: 1\ntitle: Swarm {0}\nhypothesis: Nothing is lost and everything "
        "recovers.\nseed: {0}\n",
        seed_);
    write_providers(day.scenario);
    write_arms(day);
    write_load(day.scenario);
    day.scenario += fmt::format("timing: {{baseline: 2s, fault: {}ms, recovery: {}s}}\n", fault_ms_,
                                swarm_quiet / 1s + 6);
    day.scenario += "experiments:\n  - name: swarm\n    inject:\n";
    for (std::size_t provider = 0; provider < providers; ++provider) {
      const SwarmFaults faults = draw_swarm_faults(seed_, provider, provider_names[provider],
                                                   provider == refuge_, fault_ms_);
      day.scenario += faults.list;
      for (SwarmArm& arm : day.arms) {
        arm.attempts_most[provider] *= faults.ends_early ? 2 : 1;
      }
    }
    day.scenario += "    expect:\n      direct: [\"failed >= 0\"]\n";
    return day;
  }

 private:
  void write_providers(std::string& out) {
    out += "providers:\n";
    for (std::size_t provider = 0; provider < providers; ++provider) {
      Draws draws(seed_, "pace", provider);
      Pace& pace = paces_[provider];
      pace.anthropic = draws.percent(40);
      pace.first_p50 = draws.number(20, 500);
      pace.first_p99 = pace.first_p50 * draws.number(1, 4);
      pace.tokens_p50 = draws.number(1, 80);
      pace.tokens_p99 = pace.tokens_p50 * draws.number(1, 3);
      pace.per_second = draws.number(50, 1000);
      out += fmt::format(
          "  {}: {{mock: {}, first_token: {{p50: {}ms, p99: {}ms}}, tokens: {{p50: {}, p99: "
          "{}}}, tokens_per_second: {}}}\n",
          provider_names[provider], pace.anthropic ? "anthropic" : "openai", pace.first_p50,
          pace.first_p99, pace.tokens_p50, pace.tokens_p99, pace.per_second);
    }
  }

  void write_arms(SwarmDay& day) {
    Draws draws(seed_, "arms");
    const std::size_t direct = draws.number(0, providers - 1);
    day.scenario +=
        fmt::format("arms:\n  direct: {{direct: {}, model: m-1}}\n", provider_names[direct]);
    SwarmArm arm{"direct", false, std::vector<std::uint32_t>(providers, 0)};
    arm.attempts_most[direct] = 1;
    day.arms.push_back(std::move(arm));
    const std::uint64_t gateways = draws.number(1, 2);
    for (std::uint64_t gateway = 0; gateway < gateways; ++gateway) {
      const std::string name = fmt::format("gateway-{}", gateway);
      day.scenario += fmt::format("  {0}: {{gateway: {0}.json}}\n", name);
      SwarmArm behind{name, true, {}};
      day.files[name + ".json"] = gateway_config(gateway, behind);
      day.arms.push_back(std::move(behind));
    }
  }

  std::string gateway_config(std::uint64_t gateway, SwarmArm& arm) {
    Draws draws(seed_, "gateway", gateway);
    const std::uint64_t retries = draws.number(0, 4);
    const std::uint64_t base = draws.number(0, 500);
    // Who asks again after a 429 may ignore the hint; a parked key would be parked ever longer.
    const bool asks_again = draws.percent(30);
    std::string config = fmt::format(
        "{{\"deadline_ms\": {},\n \"retry\": {{\"max\": {}, \"base_ms\": {}, \"max_ms\": {}, "
        "\"jitter\": \"{}\", \"on_timeout\": {}, \"on_rate_limit\": {}, \"retry_after\": \"{}\", "
        "\"wait_max_ms\": {}}},\n \"providers\": {{",
        draws.percent(50) ? "null" : fmt::format("{}", slowest_answer() + draws.number(1, 15'000)),
        retries, base, base + draws.number(0, 3000),
        draws.one_of<std::string>({"none", "20%", "full"}), draws.percent(30), asks_again,
        asks_again && draws.percent(50) ? "ignore" : "honour", draws.number(0, 3000));
    for (std::size_t provider = 0; provider < providers; ++provider) {
      const std::uint64_t keys = draws.number(1, 3);
      arm.attempts_most.push_back(static_cast<std::uint32_t>(keys + retries));
      config += fmt::format("{}\"{}\": {{\"dialect\": \"{}\", \"keys\": [",
                            provider == 0 ? "" : ", ", provider_names[provider],
                            paces_[provider].anthropic ? "anthropic" : "openai");
      for (std::uint64_t key = 0; key < keys; ++key) {
        config += fmt::format("{}\"env.KEY_{}_{}\"", key == 0 ? "" : ", ", provider, key);
      }
      config += fmt::format("], \"timeouts_ms\": {}}}", timeouts(provider, draws));
    }
    const std::size_t first = draws.number(0, providers - 1);
    config += fmt::format("}},\n \"fallbacks\": [\"{}/m-1\", \"{}/m-2\"]}}\n",
                          provider_names[first], provider_names[1 - first]);
    return config;
  }

  std::string timeouts(std::size_t provider, Draws& draws) const {
    const Pace& pace = paces_[provider];
    const std::uint64_t whole = pace.slowest_answer() + draws.number(1, 5000);
    return fmt::format(
        "{{\"connect\": 1000, \"headers\": {}, \"first_token\": {}, \"unary_headers\": {}, "
        "\"idle\": {}, \"attempt\": {}}}",
        pace.slowest_first() + draws.number(1, 5000), draws.number(200, 5000), whole,
        draws.number(200, 5000), whole + draws.number(1000, 20'000));
  }

  std::uint64_t slowest_answer() const {
    return std::max(paces_[0].slowest_answer(), paces_[1].slowest_answer());
  }

  void write_load(std::string& out) const {
    Draws draws(seed_, "load");
    out += fmt::format("load:\n  rate: {}/s\n  arrivals: {}\n  timeout: {}ms\n  requests:\n",
                       draws.number(3, 12), draws.percent(70) ? "poisson" : "uniform", client_ms_);
    const std::uint64_t kinds = draws.number(1, 3);
    for (std::uint64_t kind = 0; kind < kinds; ++kind) {
      out += fmt::format("    - {{weight: {}, stream: {}, prompt: \"Why, {}?\", max_tokens: {}}}\n",
                         draws.number(1, 5), draws.percent(60), kind, draws.number(1, 200));
    }
  }

  std::uint64_t seed_;
  std::size_t refuge_ = 0;
  std::uint64_t fault_ms_ = 0;
  std::uint64_t client_ms_ = 0;
  Pace paces_[providers];
};

}  // namespace

SwarmDay draw_swarm_day(std::uint64_t seed) {
  return DayWriter(seed).write();
}

}  // namespace gameday::test
