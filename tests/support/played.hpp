#pragma once
// A scenario file played and judged, for tests of the whole: in virtual time, or over sockets.

#include <cstdint>
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

enum class Stage : std::uint8_t { memory, sockets };
/// The same on either stage; over sockets it takes its time.
Played play(Stage stage, const std::string& file, std::uint64_t seed);

/// One line for each check that did not pass: `429 storm · tuned gateway · p95 < 2.5s: 2.61`.
std::string broken_checks(const Played& played);

}  // namespace gameday::test
