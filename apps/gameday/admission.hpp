#pragma once
// Whether a run may start at all: asked once, before its folder is made and anything is sent.
// The first that says no wins; a refused run says why, in the audit log too.

#include <optional>
#include <string>

#include "audit_log.hpp"
#include "config/scenario.hpp"
#include "run.hpp"

namespace gameday::app {

struct Refusal {
  std::string why;      // one sentence
  std::string way_out;  // another: when it would run, or what to do
  int exit_code = 7;    // exit_skipped; what the command line lacks is exit_invalid, what this
                        // machine lacks exit_error
};

/// The chain: latch → safety.confirm → ports that are in use → preflight (last: it asks others).
/// (safety.allow_upstreams is asked where the file is read.) A simulated run sends nothing, so
/// nothing refuses it.
std::optional<Refusal> refusal_of(const RunOptions& options, const config::GameDay& day);

/// Single links of it, for what has no scenario file.
std::optional<Refusal> latch_refusal();
/// Exit 6, as when it is taken only later: no scheduler should take it for "not today".
std::optional<Refusal> port_refusal(const rig::Options& rig);

/// Tells it (on stderr, with `json` on stdout as well) and writes it down; returns the exit code.
int refuse(const Refusal& refusal, const scenario::Scenario& scenario, bool json);
/// The same of something else than a scenario file: `entry` says what.
int refuse(const Refusal& refusal, AuditEntry entry, bool json);

}  // namespace gameday::app
