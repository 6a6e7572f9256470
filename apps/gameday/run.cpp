#include "run.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "admission.hpp"
#include "again.hpp"
#include "announce.hpp"
#include "config/secrets.hpp"
#include "console.hpp"
#include "documents.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "herald.hpp"
#include "host.hpp"
#include "play.hpp"
#include "real_world.hpp"
#include "record/memory_sink.hpp"
#include "rig/facts.hpp"
#include "scheduled.hpp"

namespace gameday::app {
namespace {

verdict::RunFacts facts_of(const RunOptions& options, const config::GameDay& day,
                           const scenario::Plan& plan) {
  verdict::RunFacts facts = rig::make_facts(day.scenario, plan, day.rig);
  facts.simulated = options.simulate;
  for (const auto* list : {&options.scenario.overrides.set, &options.scenario.overrides.arms}) {
    std::ranges::transform(*list, std::back_inserter(facts.overrides), config::starred);
  }
  facts.again = config::starred(command_again(options, plan.seed.value()));
  facts.version = GAMEDAY_VERSION;
  facts.host = host_facts();
  return facts;
}

/// Nobody sits before a scheduled run: its hooks are told when it did not take place at its time,
/// whatever the reason, and not of a scheduler that fires too often.
int skip(const Refusal& refusal, const RunOptions& options, const config::GameDay& day,
         const ScheduleHold& hold) {
  const int exit_code = refuse(refusal, day.scenario, options.json);
  if (hold.due && !options.simulate) {
    tell_skipped(day, refusal.why);
  }
  return exit_code;
}

}  // namespace

int run(const RunOptions& options) {
  const auto opened = open_scenario(options.scenario);
  if (!opened) {
    return exit_invalid;
  }
  const auto& [day, plan] = *opened;
  const std::string not_simulable = options.simulate ? simulation_problem(day) : "";
  if (!not_simulable.empty()) {
    print_error(not_simulable);
    return exit_invalid;
  }
  ScheduleHold hold;
  if (options.scheduled) {
    if (const auto refusal = scheduled_refusal(options, day, hold)) {
      return skip(*refusal, options, day, hold);
    }
  } else if (!options.simulate) {
    warn_of_schedule(day);
  }
  if (const auto refusal = refusal_of(options, day)) {
    return skip(*refusal, options, day, hold);
  }
  if (options.simulate && !day.rig.hooks.empty()) {
    fmt::print(stderr, "notify    nothing is sent by --simulate\n");
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
  const Told told{options.json, options.annotate};
  tell_pointing(day);
  record::MemorySink records;
  const rig::Script script{day.scenario, plan, day.rig, records};
  if (options.simulate) {
    play(script, *folder.value, facts, records, nullptr);
    return write_up(*folder.value, facts, records.records(), told).exit_code;
  }
  Herald herald(day, facts, *folder.value);
  herald.started();
  play(script, *folder.value, facts, records, &herald);
  const WrittenUp end = write_up(*folder.value, facts, records.records(), told);
  herald.finished(end);
  for (const std::string& line : herald.news()) {
    print_error(line);
  }
  return end.exit_code;
}

}  // namespace gameday::app
