#include "run.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "admission.hpp"
#include "console.hpp"
#include "documents.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "host.hpp"
#include "interrupt.hpp"
#include "latch.hpp"
#include "live.hpp"
#include "quote.hpp"
#include "record/direct_sink.hpp"
#include "record/file_sink.hpp"
#include "record/memory_sink.hpp"
#include "rig/facts.hpp"
#include "rig/game_day.hpp"
#include "scenario/landmarks.hpp"

namespace gameday::app {
namespace {

std::string again(const RunOptions& options, std::uint64_t seed) {
  std::string command =
      fmt::format("gameday run {} --seed {}", shell_quoted(options.scenario.file), seed);
  if (options.simulate) {
    command += " --simulate";
  }
  for (const std::string& change : options.scenario.overrides.set) {
    command += " --set " + shell_quoted(change);
  }
  for (const std::string& arm : options.scenario.overrides.arms) {
    command += " --arm " + shell_quoted(arm);
  }
  return command;
}

verdict::RunFacts facts_of(const RunOptions& options, const config::GameDay& day,
                           const scenario::Plan& plan) {
  verdict::RunFacts facts = rig::make_facts(day.scenario, plan, day.rig);
  facts.simulated = options.simulate;
  facts.overrides = options.scenario.overrides.set;
  facts.overrides.insert(facts.overrides.end(), options.scenario.overrides.arms.begin(),
                         options.scenario.overrides.arms.end());
  facts.again = again(options, plan.seed.value());
  facts.version = GAMEDAY_VERSION;
  facts.host = host_facts();
  return facts;
}

/// The judge only knows how many records are missing; a full disk has a name.
template <class Sink>
void note_dropped(const Sink& files, verdict::RunFacts& facts) {
  facts.records_dropped = files.dropped();
  if (!files.failure().empty()) {
    print_error(files.failure());
  }
}

/// Plays it in memory; records are written as they come.
void play_simulated(rig::Script script, const std::string& folder, verdict::RunFacts& facts,
                    record::Sink& records) {
  record::DirectSink files(folder, facts.cast, &records);
  scenario::Landmarks landmarks(script.scenario, files);
  const rig::Script watched{script.scenario, script.plan, script.options, landmarks};
  rig::add_ending(facts, rig::play(rig::Kind::simulated, watched));
  note_dropped(files, facts);
}

/// Why somebody wants the run to end, by its own stop file or by the latch; empty: nobody does.
std::string wanted_over(const std::string& stop_file) {
  std::error_code ec;
  if (!stop_file.empty() && std::filesystem::exists(stop_file, ec)) {
    return fmt::format("the stop file {} is there", stop_file);
  }
  const auto latch = latched();
  return latch ? "game days are stopped: " + words(*latch) : std::string();
}

/// Plays it over sockets, with a display, until it is over or Ctrl-C.
void play_real(rig::Script script, const std::string& folder, verdict::RunFacts& facts,
               record::Sink& records) {
  record::FileSink files(folder, facts.cast, &records);
  Live live(facts, files);
  scenario::Landmarks landmarks(script.scenario, live.sink());
  const rig::Script watched{script.scenario, script.plan, script.options, landmarks};
  std::unique_ptr<Interrupt> interrupt;
  rig::Hooks hooks;
  hooks.begin = [&](rt::World& world, rt::Stop& stop) {
    interrupt = std::make_unique<Interrupt>(world, stop, [&live] {
      live.say("Stopping: faults are healed first. Ctrl-C again ends at once.");
    });
  };
  hooks.watch = [&](rt::World& world, const scenario::Conductor& conductor, const rt::Stop& over) {
    return live.watch(world, conductor, over);
  };
  hooks.brake = [&file = script.scenario.safety.stop_file] { return wanted_over(file); };
  hooks.end = [&] { interrupt.reset(); };
  rig::add_ending(facts, rig::play(rig::Kind::real, watched, hooks));
  files.close();
  note_dropped(files, facts);
}

}  // namespace

int run(const RunOptions& options) {
  const auto opened = open_scenario(options.scenario);
  if (!opened) {
    return exit_invalid;
  }
  const auto& [day, plan] = *opened;
  if (const auto refusal = refusal_of(day.scenario, options.simulate)) {
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
  if (options.simulate) {
    play_simulated(script, *folder.value, facts, records);
  } else {
    play_real(script, *folder.value, facts, records);
  }
  return write_up(*folder.value, facts, records.records(), options.json);
}

}  // namespace gameday::app
