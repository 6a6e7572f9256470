#pragma once
// The judgement: every promise against what was seen, then the whole run in one word and one exit
// code. A check is judged on the point estimate; where the sample cannot carry it the answer is
// inconclusive with the reason, never a pass. The run takes the first of 6, 5, 4, 8, 1, 3, 0.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verdict/facts.hpp"
#include "verdict/summary.hpp"

namespace gameday::verdict {

enum class Ruling : std::uint8_t {
  pass,
  fail,
  inconclusive,
  aborted,
  interrupted,
  incomplete,  // the folder has no end
  baseline_unhealthy,
  error,       // ours
  not_started  // an experiment that never began
};

/// A number of the run, with its unit. Infinity is never.
struct Amount {
  enum class Unit : std::uint8_t { count, share, duration, mean };
  Unit unit = Unit::count;
  double value = 0;  // duration: seconds; share: 0 to 1
};

/// In the unit of the amount it stands beside; 95 %.
struct Interval {
  double low = 0;
  double high = 0;
};

struct CheckResult {
  std::uint16_t experiment = 0;
  std::uint16_t arm = 0;
  record::Window window = record::Window::fault;  // that it was judged on
  std::string text;                               // as it was written
  std::optional<Amount> observed;                 // none: nothing to observe
  std::optional<Amount> limit;  // what it was held against; a factor check: N x the other arm
  std::optional<Interval> interval;
  std::uint64_t n = 0;
  Ruling ruling = Ruling::inconclusive;  // pass, fail or inconclusive
  std::string reason;                    // why inconclusive
};

struct ExperimentVerdict {
  Ruling ruling = Ruling::not_started;
  std::vector<std::string> reasons;  // why it is inconclusive, unhealthy, aborted …
  std::vector<CheckResult> checks;   // in the order of the scenario
};

struct Verdict {
  Ruling ruling = Ruling::pass;
  int exit_code = 0;
  std::vector<std::string> reasons;  // of the run as a whole: records dropped, interrupted by …
  std::vector<ExperimentVerdict> experiments;
};

Verdict judge(const RunFacts& facts, const Summary& summary);

/// `pass`, `baseline_unhealthy`: as in JSON.
const char* to_text(Ruling ruling);
int exit_code(Ruling ruling);

}  // namespace gameday::verdict
