#pragma once
// A scenario file played in virtual time and judged, for tests of the whole.

#include <string>

#include "config/overrides.hpp"
#include "verdict/facts.hpp"
#include "verdict/judge.hpp"
#include "verdict/summary.hpp"

namespace gameday::test {

struct Played {
  verdict::RunFacts facts;
  verdict::RunRecords records;
  verdict::Summary summary;
  verdict::Verdict verdict;
};

/// `file` from the source folder. With a `folder`, its JSONL files are written there as well.
Played play_simulated(const std::string& file, std::uint64_t seed,
                      const config::Overrides& overrides = {}, const std::string& folder = {});

/// One line for each check that did not pass: `429 storm · tuned gateway · p95 < 2.5s: 2.61`.
std::string broken_checks(const Played& played);

}  // namespace gameday::test
