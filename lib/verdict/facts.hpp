#pragma once
// All that a run is, besides its records: what was planned, who took part, how it ended. Written to
// run.json and read back from there, so that every document can be made from the folder alone.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "record/records.hpp"
#include "verdict/expectation.hpp"

namespace gameday::verdict {

struct ArmFacts {
  std::string name;
  std::string kind;  // direct, gateway, url
  std::uint16_t primary_provider = 0;
  std::string primary_model;
  std::string config_file;  // gateway arms
  std::string config;       // that file's text with secrets as aliases
  std::string url{};        // of a thing that ran already; it holds no secret
  std::uint16_t replicas = 1;
};

struct InjectionFacts {
  std::string name;
  std::vector<std::uint16_t> into;  // providers
  std::string words;                // `429 with Retry-After: 20 s, all attempts`
  Duration from{};                  // in the fault window
  Duration length{};
};

/// What befalls a replica of an arm's gateway.
struct ActionFacts {
  std::string act;  // kill, restart, pause, resume
  Duration at{};    // from the start of the fault window
  std::uint16_t arm = 0;
  std::uint16_t replica = 1;
};

struct PromiseFacts {
  std::uint16_t arm = 0;
  Expectation expectation;
};

struct ExperimentFacts {
  std::string name;
  Duration baseline{};
  Duration fault{};
  Duration recovery{};
  std::vector<InjectionFacts> injections;
  std::vector<ActionFacts> actions;
  std::vector<PromiseFacts> promises;           // of the fault window
  std::vector<PromiseFacts> recovery_promises;  // of the recovery window
  std::uint64_t planned = 0;                    // requests per arm, all windows
  std::optional<TimePoint> started;             // none: never began
};

/// What may differ between two equal runs; nothing else may.
struct HostFacts {
  std::string started;  // 2026-12-08T10:00:00Z
  std::string machine;
  std::string build;
};

enum class RunEnd : std::uint8_t {
  finished,
  interrupted,
  aborted,
  broken,      // an error of ours
  incomplete,  // still running, or the tool died: what run.json says until the end
  unhealthy    // an arm was not well before any fault: nothing was played
};

struct RunFacts {
  std::string title;
  std::string hypothesis;
  std::string scenario_file;
  std::string scenario_text;
  std::string scenario_hash;
  std::uint64_t seed = 0;
  std::string plan_hash;
  bool simulated = false;
  bool mock_providers = true;
  std::optional<Duration> slo_answer;
  double rate = 0;  // requests per second, each arm
  Duration client_timeout{};
  std::map<std::string, std::string> labels;
  std::vector<std::string> overrides;  // `load.rate=2/s`
  std::string again;                   // the command that reproduces the run
  std::string version;                 // of gameday
  record::Cast cast;
  std::vector<ArmFacts> arms;
  std::vector<ExperimentFacts> experiments;
  RunEnd end = RunEnd::finished;
  std::string end_reason;
  std::uint64_t records_dropped = 0;
  HostFacts host;
};

using RunRecords = record::Records;

}  // namespace gameday::verdict
