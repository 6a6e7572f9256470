#include "play.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "console.hpp"
#include "event_tap.hpp"
#include "interrupt.hpp"
#include "latch.hpp"
#include "live.hpp"
#include "record/direct_sink.hpp"
#include "record/file_sink.hpp"
#include "rig/facts.hpp"
#include "rig/game_day.hpp"
#include "scenario/landmarks.hpp"

namespace gameday::app {
namespace {

/// The judge only knows how many records are missing; a full disk has a name.
template <class Sink>
void note_dropped(const Sink& files, verdict::RunFacts& facts) {
  facts.records_dropped = files.dropped();
  if (!files.failure().empty()) {
    print_error(files.failure());
  }
}

/// Plays it in memory; records are written as they come.
void play_simulated(const rig::Script& script, const std::string& folder, verdict::RunFacts& facts,
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
  return why_stopped();
}

/// Plays it over sockets, with a display, until it is over or Ctrl-C.
void play_real(const rig::Script& script, const std::string& folder, verdict::RunFacts& facts,
               record::Sink& records, Herald& herald) {
  record::FileSink files(folder, facts.cast, &records);
  EventTap told(files, [&herald](const record::Event& event) { herald.event(event); });
  Live live(facts, told);
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
  hooks.brake = [&] {  // once a second
    for (const std::string& line : herald.news()) {
      live.say("gameday: " + line);
    }
    return wanted_over(script.scenario.safety.stop_file);
  };
  hooks.end = [&] { interrupt.reset(); };
  rig::add_ending(facts, rig::play(rig::Kind::real, watched, hooks));
  files.close();
  note_dropped(files, facts);
}

}  // namespace

void play(const rig::Script& script, const std::string& folder, verdict::RunFacts& facts,
          record::Sink& records, Herald* herald) {
  if (herald == nullptr) {
    play_simulated(script, folder, facts, records);
  } else {
    play_real(script, folder, facts, records, *herald);
  }
}

}  // namespace gameday::app
