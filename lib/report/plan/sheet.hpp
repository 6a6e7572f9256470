#pragma once
// What would happen, for a person or a script, before anything is sent: `gameday plan`.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/look.hpp"
#include "verdict/facts.hpp"

namespace gameday::report {

/// The most that one request of an arm can come to.
struct WorstCase {
  Duration client{};                // then its client gives up
  std::optional<Duration> gateway;  // until the gateway has an answer or none; `forever`: unlimited
  std::uint64_t attempts = 1;       // 0: nobody knows
  std::vector<std::string> layers;  // of the gateway, outermost first
};

struct ProviderSheet {
  std::string kind;      // `mock, openai`
  std::string base_url;  // as an official SDK takes it
};

/// Requests to each arm, by record::Window.
struct Requests {
  std::array<std::uint64_t, 3> all{};
  std::array<std::uint64_t, 3> streamed{};
};

/// It only points at the facts; the lists are in the order of their arms, providers, experiments.
struct PlanSheet {
  const verdict::RunFacts& facts;
  std::vector<WorstCase> worst;
  std::vector<ProviderSheet> providers;
  std::vector<Requests> requests;
  std::vector<std::string> warnings;  // beside those that the sheet finds itself
};

std::string plan_text(const PlanSheet& sheet, const Look& look);
/// One object, one line; times are milliseconds, `forever` is null.
std::string plan_json(const PlanSheet& sheet);

/// All windows of all experiments, without the drains.
Duration planned_length(const verdict::RunFacts& facts);
std::uint64_t planned_requests(const verdict::RunFacts& facts);
/// What a run cannot say, as far as its numbers show beforehand: checks with too few requests.
std::vector<std::string> plan_warnings(const PlanSheet& sheet);

}  // namespace gameday::report
