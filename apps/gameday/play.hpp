#pragma once
// Plays a script, simulated or over sockets, with everything around it: record files, display,
// Ctrl-C, stop file and latch.

#include "herald.hpp"
#include "record/sink.hpp"
#include "rig/script.hpp"
#include "verdict/facts.hpp"

namespace gameday::app {

/// Adds to `facts` how it ended. `records` gets what the folder's files get. A herald is told of
/// what happens; a simulated run has none.
void play(const rig::Script& script, const std::string& folder, verdict::RunFacts& facts,
          record::Sink& records, Herald* herald);

}  // namespace gameday::app
