#include "run.hpp"

#include "admission.hpp"
#include "again.hpp"
#include "console.hpp"
#include "documents.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "host.hpp"
#include "play.hpp"
#include "record/memory_sink.hpp"
#include "rig/facts.hpp"

namespace gameday::app {
namespace {

verdict::RunFacts facts_of(const RunOptions& options, const config::GameDay& day,
                           const scenario::Plan& plan) {
  verdict::RunFacts facts = rig::make_facts(day.scenario, plan, day.rig);
  facts.simulated = options.simulate;
  facts.overrides = options.scenario.overrides.set;
  facts.overrides.insert(facts.overrides.end(), options.scenario.overrides.arms.begin(),
                         options.scenario.overrides.arms.end());
  facts.again = command_again(options, plan.seed.value());
  facts.version = GAMEDAY_VERSION;
  facts.host = host_facts();
  return facts;
}

}  // namespace

int run(const RunOptions& options) {
  const auto opened = open_scenario(options.scenario);
  if (!opened) {
    return exit_invalid;
  }
  const auto& [day, plan] = *opened;
  if (const auto refusal = refusal_of(options, day)) {
    return refuse(*refusal, day.scenario, options.json);
  }
  verdict::RunFacts facts = facts_of(options, day, plan);
  const auto folder = make_run_folder(options.out, facts.host.started, facts.title);
  if (!folder) {
    print_error(folder.problem);
    return exit_invalid;
  }
  const std::string problem = write_draft(*folder.value, facts);
  if (!problem.empty()) {
    print_error(problem);
    return exit_error;
  }
  record::MemorySink records;
  const rig::Script script{day.scenario, plan, day.rig, records};
  play(script, *folder.value, facts, records);
  return write_up(*folder.value, facts, records.records(), options.json);
}

}  // namespace gameday::app
