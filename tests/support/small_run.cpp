#include "small_run.hpp"

#include <utility>

#include "base/assert.hpp"

namespace gameday::test {

using record::AttemptEnd;
using record::AttemptRecord;
using record::Event;
using record::Outcome;
using record::RequestRecord;
using record::Window;

namespace {

constexpr Duration between_experiments = 2min;

TimePoint window_start(const verdict::ExperimentFacts& experiment, Window window) {
  const TimePoint start = experiment.started.value_or(run_start);
  switch (window) {
    case Window::baseline:
      return start;
    case Window::fault:
      return start + experiment.baseline;
    case Window::recovery:
      return start + experiment.baseline + experiment.fault;
  }
  return start;
}

verdict::Expectation well_formed(const char* text) {
  const auto expectation = verdict::parse_expectation(text);
  CHECK(expectation, "a test's promise is well formed");
  return *expectation.value;
}

}  // namespace

SmallRun::SmallRun(std::vector<std::string> experiments, std::vector<std::string> arms) {
  facts.title = "Build summaries survive an OpenAI wobble";
  facts.hypothesis = "With the tuned gateway no summary fails, and 99 % are there within 5 s.";
  facts.scenario_file = "scenarios/llm-game-day.yaml";
  facts.seed = 7;
  facts.plan_hash = "9f3c21aa00000000";
  facts.slo_answer = 5s;
  facts.rate = 8;
  facts.client_timeout = 60s;
  facts.again = "gameday run scenarios/llm-game-day.yaml --seed 7";
  facts.version = "0.1.0";
  facts.cast = {experiments, arms, {"openai", "anthropic"}};
  for (const std::string& name : arms) {
    verdict::ArmFacts arm;
    arm.name = name;
    arm.kind = name.find("gateway") == name.npos ? "direct" : "gateway";
    arm.primary_model = "gpt-4o-mini";
    facts.arms.push_back(arm);
  }
  TimePoint start = run_start;
  for (const std::string& name : experiments) {
    verdict::ExperimentFacts experiment;
    experiment.name = name;
    experiment.baseline = 5s;
    experiment.fault = 40s;
    experiment.recovery = 15s;
    experiment.started = start;
    experiment.injections = {
        {"rate-limited", {0}, "429 with Retry-After 20 s, all attempts", 0s, 40s}};
    facts.experiments.push_back(experiment);
    start += between_experiments;
  }
}

SmallRun& SmallRun::promise(std::uint16_t experiment, std::uint16_t arm, const char* text) {
  facts.experiments.at(experiment).promises.push_back({arm, well_formed(text)});
  return *this;
}

SmallRun& SmallRun::promise_recovery(std::uint16_t experiment, std::uint16_t arm,
                                     const char* text) {
  facts.experiments.at(experiment).recovery_promises.push_back({arm, well_formed(text)});
  return *this;
}

SmallRun& SmallRun::add(std::uint16_t experiment, std::uint16_t arm, Window window, int n,
                        const Fate& fate) {
  for (int at = 0; at < n; ++at) {
    RequestRecord request;
    request.experiment = experiment;
    request.arm = arm;
    request.window = window;
    request.ordinal = next_ordinal_++;
    request.intended = window_start(facts.experiments.at(experiment), window) + at * 125ms;
    if (fate.outcome != Outcome::not_sent) {
      request.sent = request.intended;
    }
    request.ended = request.intended + fate.took;
    request.outcome = fate.outcome;
    request.status = fate.status;
    request.streamed = fate.streamed;
    if (fate.first_content) {
      request.first_content = request.intended + *fate.first_content;
    }
    request.longest_gap = fate.longest_gap;
    records.requests.push_back(request);
    for (const Try& one : fate.tries) {
      AttemptRecord attempt;
      attempt.experiment = experiment;
      attempt.arm = arm;
      attempt.provider = one.provider;
      attempt.ordinal = request.ordinal;
      attempt.model_call = true;
      attempt.model = one.provider == 0 ? "gpt-4o-mini" : "claude-haiku-4-5";
      attempt.key = one.provider == 0 ? "a#9f3c" : "k#11aa";
      attempt.arrived = request.intended + one.at;
      attempt.ended = attempt.arrived + one.took;
      attempt.status = one.status;
      attempt.end = AttemptEnd::complete;
      attempt.fault = one.fault;
      records.attempts.push_back(attempt);
    }
  }
  return *this;
}

SmallRun& SmallRun::healthy_around(std::uint16_t experiment) {
  for (std::uint16_t arm = 0; arm < facts.arms.size(); ++arm) {
    add(experiment, arm, Window::baseline, 40, Fate{});
    add(experiment, arm, Window::recovery, 120, Fate{});
  }
  return *this;
}

SmallRun& SmallRun::ended(std::uint16_t experiment) {
  const verdict::ExperimentFacts& at = facts.experiments.at(experiment);
  const auto tell = [&](Event::Kind kind, Duration after, const char* text) {
    Event event;
    event.kind = kind;
    event.at = *at.started + after;
    event.experiment = experiment;
    event.text = text;
    if (kind == Event::Kind::fault_on || kind == Event::Kind::fault_off) {
      event.provider = 0;
    }
    records.events.push_back(event);
  };
  tell(Event::Kind::experiment_started, 0s, "");
  tell(Event::Kind::fault_on, 5s, "rate-limited");
  tell(Event::Kind::fault_off, 45s, "rate-limited");
  tell(Event::Kind::experiment_ended, 60s, "");
  return *this;
}

Fate failed_with(int status) {
  const Outcome outcome = status == 429   ? Outcome::http_429
                          : status >= 500 ? Outcome::http_5xx
                                          : Outcome::http_4xx;
  return {outcome, 4ms, status, {Try{0, 1ms, 2ms, status, "rate-limited"}}};
}

Fate streamed_as(Outcome outcome, std::optional<Duration> first_content, Duration took,
                 Duration longest_gap) {
  Fate fate{outcome, took, 200, {Try{0, 1ms, took, 200, "rate-limited"}}};
  fate.streamed = true;
  fate.first_content = first_content;
  fate.longest_gap = longest_gap;
  return fate;
}

Fate fell_back(Duration took, int status) {
  return {Outcome::ok,
          took,
          200,
          {Try{0, 1ms, 150ms, status, "rate-limited"}, Try{1, 200ms, took - 201ms, 200, ""}}};
}

}  // namespace gameday::test
