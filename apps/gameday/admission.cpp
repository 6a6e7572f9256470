#include "admission.hpp"

#include <fmt/format.h>

#include "again.hpp"
#include "base/digest.hpp"
#include "base/json_writer.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "latch.hpp"
#include "rig/hooks/preflight.hpp"
#include "rig/ports.hpp"
#include "state_folder.hpp"

namespace gameday::app {
namespace {

/// Exit 2, not 7: the world does not forbid it, the command line lacks a word. A scheduler that
/// takes 7 for "not today" would never run it and nobody would notice.
std::optional<Refusal> confirm_refusal(const RunOptions& options,
                                       const scenario::Scenario& scenario) {
  if (!scenario.safety.confirm || options.confirm == scenario.title) {
    return std::nullopt;
  }
  RunOptions confirmed = options;
  confirmed.confirm = scenario.title;
  return Refusal{
      options.confirm.empty() ? "the file says safety.confirm, so it must be called by its title"
                              : "--confirm does not say the file's title",
      "If it is the right one: " + command_again(confirmed, options.scenario.seed), exit_invalid};
}

std::optional<Refusal> preflight_refusal(const RunOptions& options, const config::GameDay& day) {
  std::string why = rig::veto(day.rig.preflight);
  if (why.empty()) {
    return std::nullopt;
  }
  RunOptions without = options;
  without.preflight = false;
  return Refusal{"a preflight check says no: " + why,
                 "To run all the same: " + command_again(without, options.scenario.seed),
                 exit_skipped};
}

}  // namespace

std::optional<Refusal> latch_refusal() {
  const auto latch = latched();
  if (!latch) {
    return std::nullopt;
  }
  return Refusal{fmt::format("{} ({})", why_stopped(*latch), latch->file),
                 "To let them run again: gameday stop --clear", exit_skipped};
}

std::optional<Refusal> port_refusal(const rig::Options& rig) {
  const auto none = rig::port_in_use(rig);
  return none ? std::optional(Refusal{none->why, "To free it: " + none->way_out, exit_error})
              : std::nullopt;
}

std::optional<Refusal> refusal_of(const RunOptions& options, const config::GameDay& day) {
  if (options.simulate) {
    return std::nullopt;
  }
  if (auto refusal = latch_refusal()) {
    return refusal;
  }
  if (auto refusal = confirm_refusal(options, day.scenario)) {
    return refusal;
  }
  if (auto refusal = port_refusal(day.rig)) {
    return refusal;
  }
  return options.preflight ? preflight_refusal(options, day) : std::nullopt;
}

int refuse(const Refusal& refusal, const scenario::Scenario& scenario, bool json) {
  AuditEntry entry;
  entry.file = absolute_path(scenario.file);
  entry.hash = sha256_hex(scenario.text);
  return refuse(refusal, std::move(entry), json);
}

int refuse(const Refusal& refusal, AuditEntry entry, bool json) {
  entry.what = refusal.exit_code == exit_skipped ? "skipped" : "refused";
  entry.why = refusal.why;
  audit_or_tell(entry);
  fmt::print(stderr, "gameday: {}: {}\n{}\n", entry.what, refusal.why, refusal.way_out);
  if (json) {
    std::string text;
    JsonWriter writer(text);
    writer.object().key("gameday").number(1).key("verdict").text(entry.what);
    writer.key("exit_code").number(refusal.exit_code);
    writer.key("why").text(refusal.why).key("way_out").text(refusal.way_out).end();
    fmt::print("{}\n", text);
  }
  return refusal.exit_code;
}

}  // namespace gameday::app
