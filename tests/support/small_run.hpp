#pragma once
// A run made by hand: facts and records for tests of verdict and report. No clock, no plan: request
// i of a window is sent at the window's start + i / 8 s.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verdict/facts.hpp"

namespace gameday::test {

/// What happened to one request: its attempts, then the outcome.
struct Try {
  std::uint16_t provider = 0;
  Duration at{};  // after the send
  Duration took{};
  int status = 200;
  std::string fault;
};
struct Fate {
  record::Outcome outcome = record::Outcome::ok;
  Duration took = 600ms;
  int status = 200;
  std::vector<Try> tries = {Try{0, 1ms, 590ms, 200, ""}};
  bool streamed = false;
  std::optional<Duration> first_content = std::nullopt;  // after the send
  Duration longest_gap{};
};

class SmallRun {
 public:
  /// Experiments of 5 s baseline, 40 s fault into `openai`, 15 s recovery; slo.answer 5 s.
  SmallRun(std::vector<std::string> experiments, std::vector<std::string> arms);

  SmallRun& promise(std::uint16_t experiment, std::uint16_t arm, const char* text);
  SmallRun& promise_recovery(std::uint16_t experiment, std::uint16_t arm, const char* text);
  SmallRun& add(std::uint16_t experiment, std::uint16_t arm, record::Window window, int n,
                const Fate& fate);
  /// Baseline and recovery of 40 and 120 healthy requests, for every arm.
  SmallRun& healthy_around(std::uint16_t experiment);
  SmallRun& ended(std::uint16_t experiment);

  verdict::RunFacts facts;
  verdict::RunRecords records;

 private:
  std::uint32_t next_ordinal_ = 0;
};

Fate failed_with(int status);
/// A stream by openai that a fault hit; `first_content` none: it gave nothing.
Fate streamed_as(record::Outcome outcome, std::optional<Duration> first_content, Duration took,
                 Duration longest_gap = 100ms);
/// `status` by openai at 1 ms, then anthropic, `took` in all.
Fate fell_back(Duration took, int status = 429);

}  // namespace gameday::test
