#pragma once
// When, where and by which build a run takes place: all that may differ between two equal runs.

#include "verdict/facts.hpp"

namespace gameday::app {

verdict::HostFacts host_facts();

}  // namespace gameday::app
