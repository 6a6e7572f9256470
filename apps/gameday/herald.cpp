#include "herald.hpp"

#include <fmt/format.h>

#include "announce.hpp"
#include "report/lines.hpp"
#include "state_folder.hpp"

namespace gameday::app {
namespace {

using rig::HookEvent;

std::optional<HookEvent> hook_event(record::Event::Kind kind) {
  switch (kind) {
    case record::Event::Kind::fault_on:
      return HookEvent::fault_on;
    case record::Event::Kind::fault_off:
      return HookEvent::fault_off;
    case record::Event::Kind::aborted:
    case record::Event::Kind::interrupted:
      return HookEvent::aborted;
    default:
      return std::nullopt;
  }
}

}  // namespace

Herald::Herald(const config::GameDay& day, const verdict::RunFacts& facts, std::string folder)
    : facts_(facts), folder_(std::move(folder)), day_(day), hooks_(day.rig.hooks) {}

rig::Note Herald::note(HookEvent event) const {
  rig::Note note = note_about(day_, event);
  note.run = folder_;
  note.seed = facts_.seed;
  note.plan_hash = facts_.plan_hash;
  return note;
}

void Herald::log(std::string what, const rig::Note& note, std::map<std::string, std::string> more) {
  AuditEntry entry;
  entry.what = std::move(what);
  entry.file = absolute_path(facts_.scenario_file);
  entry.hash = facts_.scenario_hash;
  entry.run = absolute_path(folder_);
  entry.why = note.why;
  entry.more = std::move(more);
  for (const auto& [key, value] :
       {std::pair("experiment", note.experiment), std::pair("provider", note.provider),
        std::pair("fault", note.fault)}) {
    entry.more.emplace(key, value);
  }
  audit_.add(std::move(entry));
}

void Herald::started() {
  const rig::Note started = note(HookEvent::started);
  log("started", started,
      {{"title", facts_.title},
       {"seed", fmt::format("{}", facts_.seed)},
       {"plan_hash", facts_.plan_hash},
       {"changes", report::joined(facts_.overrides, " ")},
       {"version", facts_.version}});
  hooks_.send(started);
}

void Herald::event(const record::Event& event) {
  const auto kind = hook_event(event.kind);
  if (!kind) {
    return;
  }
  rig::Note told = note(*kind);
  told.experiment = facts_.cast.experiments.at(event.experiment);
  if (*kind == HookEvent::aborted) {
    told.why = event.text;
    const bool guard = event.kind == record::Event::Kind::aborted;
    log(guard ? "guard" : "stopped", told);
  } else {
    told.fault = event.text;
    told.provider = event.provider ? record::place_name(facts_.cast, *event.provider) : "";
    log(rig::event_word(*kind), told);
  }
  hooks_.send(told);
}

void Herald::finished(const WrittenUp& end) {
  rig::Note told = note(HookEvent::finished);
  told.verdict = end.verdict;
  told.exit_code = end.exit_code;
  told.summary = end.summary;
  log("finished", told,
      {{"verdict", end.verdict}, {"exit_code", fmt::format("{}", end.exit_code)}});
  hooks_.send(told);
  audit_.finish();
  hooks_.farewell();
}

std::vector<std::string> Herald::news() {
  std::vector<std::string> lines = hooks_.news();
  const std::string line = audit_.news();
  if (!line.empty()) {
    lines.push_back(line);
  }
  return lines;
}

}  // namespace gameday::app
