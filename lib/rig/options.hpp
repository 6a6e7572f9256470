#pragma once
// The servers of a game day as plain data: what lib/rig builds for each arm of each experiment.

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/options.hpp"
#include "mock/options.hpp"
#include "rig/hooks/options.hpp"

namespace gameday::rig {

struct ArmOptions {
  enum class Kind : std::uint8_t { direct, gateway };
  std::string name;
  Kind kind = Kind::direct;
  std::uint16_t provider = 0;  // direct
  std::string model;  // what the client asks for; a gateway arm's default: its first target
  std::uint16_t replicas = 1;  // of a gateway; more than one stand behind a balancer
  std::string api_key;         // of the client; empty: made up
  std::string api_key_source;  // `env.NAME`, or empty
  gateway::Options gateway;
  std::string gateway_file;  // as the scenario names it
  std::string gateway_text;  // that file, whole: run.json keeps it, with secrets as aliases
};

struct Options {
  std::vector<mock::Options> providers;  // in the order of scenario::Scenario::providers
  std::vector<ArmOptions> arms;          // in the order of scenario::Scenario::arms
  std::vector<Preflight> preflight;      // in the order they are made
  std::vector<Hook> hooks;
};

}  // namespace gameday::rig
