#pragma once
// One promise against what was seen, on the point estimate alone. What else may forbid a judgement
// (records dropped, an unhealthy baseline) is judge.cpp's.

#include "verdict/judge.hpp"

namespace gameday::verdict {

CheckResult check(const RunFacts& facts, const ExperimentSummary& experiment,
                  const PromiseFacts& promise, record::Window window);

}  // namespace gameday::verdict
