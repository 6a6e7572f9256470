#pragma once
// The servers of a game day as plain data: what lib/rig builds for each arm of each experiment.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/url.hpp"
#include "gateway/options.hpp"
#include "mock/options.hpp"
#include "proxy/options.hpp"
#include "rig/hooks/options.hpp"

namespace gameday::rig {

struct ArmHeader {
  std::string name;
  std::string value;   // empty when its variable is unset
  std::string source;  // `env.NAME`, or empty
};

struct ArmOptions {
  enum class Kind : std::uint8_t { direct, gateway, url };
  std::string name;
  Kind kind = Kind::direct;
  std::uint16_t provider = 0;  // direct
  std::string model;  // what the client asks for; a gateway arm's default: its first target
  std::uint16_t replicas = 1;      // of a gateway; more than one stand behind a balancer
  std::string api_key;             // of the client; empty: made up
  std::string api_key_source;      // `env.NAME`, or empty
  std::vector<ArmHeader> headers;  // of every request, beside what is always there
  std::optional<Url> url;          // of something that runs already, which speaks OpenAI's words
  std::string ca_file;             // who may sign its certificate; empty: the system's store
  gateway::Options gateway;
  std::string gateway_file;  // as the scenario names it
  std::string gateway_text;  // that file, whole: run.json keeps it, with secrets as aliases
};

/// A provider that somebody else runs, behind the fault proxies all the same.
struct RealProvider {
  Url url;
  std::string ca_file;
  proxy::Cap cap;
};

/// Where a provider's fault proxy listens for the one arm with a `url`, and what is behind it.
struct ProviderPlace {
  std::optional<Url> listen;         // none: on any free port
  std::optional<RealProvider> real;  // none: its mock
  std::string said_in{};             // where to change `listen`; empty: in the scenario file
};

struct Options {
  std::vector<mock::Options> providers;  // in the order of scenario::Scenario::providers
  std::vector<ArmOptions> arms;          // in the order of scenario::Scenario::arms
  std::vector<Preflight> preflight;      // in the order they are made
  std::vector<Hook> hooks;
  std::vector<ProviderPlace> places;  // of each provider; may be shorter: mocks, any port
};

}  // namespace gameday::rig
