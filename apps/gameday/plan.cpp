#include "plan.hpp"

#include <fmt/format.h>

#include "console.hpp"
#include "exit_code.hpp"
#include "report/plan/sheet.hpp"
#include "rig/facts.hpp"
#include "rig/forecast.hpp"
#include "rig/pointing.hpp"

namespace gameday::app {
namespace {

report::WorstCase worst_case(const rig::ArmOptions& arm, Duration client_timeout) {
  rig::Forecast forecast = rig::forecast(arm);
  return {client_timeout, forecast.gateway, forecast.attempts, std::move(forecast.layers)};
}

report::Requests requests_of(const scenario::PlannedExperiment& planned,
                             const load::Options& load) {
  report::Requests requests;
  for (const load::Arrival& arrival : planned.arrivals) {
    const auto window = static_cast<std::size_t>(arrival.window);
    ++requests.all.at(window);
    requests.streamed.at(window) += load.kinds.at(arrival.kind).stream ? 1 : 0;
  }
  return requests;
}

report::PlanSheet sheet_of(const config::GameDay& day, const scenario::Plan& plan,
                           const verdict::RunFacts& facts) {
  report::PlanSheet sheet{facts, {}, {}, {}, {}};
  for (const rig::ArmOptions& arm : day.rig.arms) {
    sheet.worst.push_back(worst_case(arm, day.scenario.load.timeout));
  }
  for (std::uint16_t index = 0; index < day.rig.providers.size(); ++index) {
    rig::ProviderWords words = rig::provider_words(day.rig, index);
    sheet.providers.push_back({std::move(words.kind), std::move(words.base_url)});
  }
  for (const scenario::PlannedExperiment& experiment : plan.experiments) {
    sheet.requests.push_back(requests_of(experiment, day.scenario.load));
  }
  return sheet;
}

}  // namespace

int plan(const PlanOptions& options) {
  const auto opened = open_scenario(options.scenario);
  if (!opened) {
    return exit_invalid;
  }
  const auto& [day, plan] = *opened;
  const verdict::RunFacts facts = rig::make_facts(day.scenario, plan, day.rig);
  const report::PlanSheet sheet = sheet_of(day, plan, facts);
  fmt::print("{}", options.json ? report::plan_json(sheet) : report::plan_text(sheet, look_of(1)));
  return exit_pass;
}

}  // namespace gameday::app
