#pragma once
// Plays a script, simulated or over sockets, with everything around it: record files, display,
// Ctrl-C, stop file and latch.

#include "record/sink.hpp"
#include "rig/script.hpp"
#include "verdict/facts.hpp"

namespace gameday::app {

/// Adds to `facts` how it ended. `records` gets what the folder's files get.
void play(const rig::Script& script, const std::string& folder, verdict::RunFacts& facts,
          record::Sink& records);

}  // namespace gameday::app
