#pragma once
// The run that the golden files show: three arms, two experiments, one promise broken.

#include "report/document.hpp"
#include "support/small_run.hpp"

namespace gameday::test {

class Judged {
 public:
  explicit Judged(SmallRun run)
      : run_(std::move(run)),
        summary_(verdict::summarise(run_.facts, run_.records)),
        verdict_(verdict::judge(run_.facts, summary_)) {}

  report::Document document() const { return {run_.facts, run_.records, summary_, verdict_}; }

 private:
  SmallRun run_;
  verdict::Summary summary_;
  verdict::Verdict verdict_;
};

inline void add_audit(SmallRun& run, std::uint16_t experiment, std::uint16_t arm,
                      std::uint64_t seen, std::uint64_t injected) {
  record::Event event;
  event.kind = record::Event::Kind::fault_audit;
  event.at = *run.facts.experiments[experiment].started + 60s;
  event.experiment = experiment;
  event.arm = arm;
  event.provider = 0;
  event.text = experiment == 0 ? "rate-limited" : "partial-503";
  event.counts = record::FaultCounts{seen, injected, injected, 0, {}};
  run.records.events.push_back(event);
}

/// Broken: 10 of 320 come late in the first experiment, and a percentile is asked for in the second
/// that 320 requests cannot carry.
inline SmallRun sample_run(bool broken) {
  using record::Window;
  SmallRun run({"429 storm", "hard 503s"},
               {"without fallback", "untuned gateway", "tuned gateway"});
  run.promise(0, 0, "failed > 90%").promise(0, 2, "failed == 0").promise(0, 2, "good >= 99%");
  run.promise(0, 1, "p95 >= 2x tuned gateway").promise(1, 2, broken ? "p99 < 5s" : "p95 < 5s");
  run.promise(1, 2, "failed == 0").promise(1, 2, "attempts.max <= 3");
  Fate waited = fell_back(19s);
  waited.tries[1].at = 17s;
  waited.tries[1].took = 1999ms;
  run.healthy_around(0);
  run.add(0, 0, Window::fault, 320, failed_with(429));
  run.add(0, 1, Window::fault, 33, fell_back(1900ms)).add(0, 1, Window::fault, 287, waited);
  run.add(0, 2, Window::fault, 310, fell_back(1450ms))
      .add(0, 2, Window::fault, 10, fell_back(broken ? 6s : 1460ms));
  run.healthy_around(1);
  run.add(1, 0, Window::fault, 162, Fate{}).add(1, 0, Window::fault, 158, failed_with(503));
  run.add(1, 1, Window::fault, 317, Fate{}).add(1, 1, Window::fault, 3, fell_back(7900ms, 503));
  run.add(1, 2, Window::fault, 237, Fate{}).add(1, 2, Window::fault, 83, fell_back(1500ms, 503));
  run.ended(0).ended(1);
  for (verdict::ExperimentFacts& experiment : run.facts.experiments) {
    experiment.planned = 480;
  }
  for (std::uint16_t arm = 0; arm < 3; ++arm) {
    add_audit(run, 0, arm, 320, 320);
    add_audit(run, 1, arm, 320, 160);
  }
  run.facts.experiments[1].injections = {{"partial-503", {0}, "503 for 50 % of attempts", 0s, 40s}};
  run.facts.arms[1].config_file = "gateways/untuned.json";
  run.facts.arms[1].config = "{\n  \"fallbacks\": [\"openai/gpt-4o-mini\"],\n  \"retries\": 3\n}\n";
  run.facts.arms[2].config_file = "gateways/tuned.json";
  run.facts.arms[2].config =
      "{\n  \"deadline_ms\": 10000,\n  \"fallbacks\": [\"openai/gpt-4o-mini\"]\n}\n";
  run.facts.scenario_hash = "0123456789abcdef0123456789abcdef";
  run.facts.host = {"2026-12-08T10:00:00Z", "somewhere", "debug"};
  return run;
}

}  // namespace gameday::test
