// When an arm is well again: told at the end of its experiment, with the time its five good
// seconds began: by when its requests were due, as the check recovery_time has it.

#include "scenario/landmarks.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "record/memory_sink.hpp"

namespace gameday::scenario {
namespace {

using record::Event;
using record::Window;

class Recovery : public ::testing::Test {
 protected:
  Recovery() : landmarks_(scenario_, sink_) { enter(Window::fault, 5s); }

  static Scenario one_arm() {
    Scenario scenario;
    scenario.arms = {{"a", {0, "m"}}};
    scenario.experiments.resize(1);
    scenario.experiments[0].timing.recovery = 15s;
    return scenario;
  }
  void enter(Window window, Duration at) {
    Event event;
    event.kind = Event::Kind::window_started;
    event.at = run_start + at;
    event.window = window;
    landmarks_.event(event);
  }
  void end(Event::Kind kind, Duration at) {
    Event event;
    event.kind = kind;
    event.at = run_start + at;
    landmarks_.event(event);
  }
  void request(Duration due, Window window, record::Outcome outcome = record::Outcome::ok,
               Duration took = 100ms) {
    record::RequestRecord record;
    record.ordinal = ++ordinal_;
    record.window = window;
    record.intended = run_start + due;
    record.ended = record.intended + took;
    record.outcome = outcome;
    landmarks_.request(record);
  }
  /// Of the request that comes next.
  void answered(Duration ended, std::uint16_t provider) {
    record::AttemptRecord record;
    record.provider = provider;
    record.ordinal = ordinal_ + 1;
    record.model_call = true;
    record.model = "m";
    record.status = 200;
    record.end = record::AttemptEnd::complete;
    record.ended = run_start + ended;
    landmarks_.attempt(record);
  }
  std::vector<Duration> recovered() const {
    std::vector<Duration> times;
    for (const Event& event : sink_.records().events) {
      if (event.kind == Event::Kind::recovered) {
        times.push_back(event.at - run_start);
      }
    }
    return times;
  }

  const Scenario scenario_ = one_arm();
  record::MemorySink sink_;
  Landmarks landmarks_;
  std::uint32_t ordinal_ = 0;
};

TEST_F(Recovery, BeginsAtTheFaultsEndOrAfterTheLastBadAnswer) {
  request(20s, Window::fault, record::Outcome::http_5xx);
  enter(Window::recovery, 45s);
  request(46s, Window::recovery);
  request(47s, Window::recovery, record::Outcome::timeout);
  request(51s, Window::recovery);
  request(52s, Window::recovery);
  request(53s, Window::recovery);
  EXPECT_TRUE(recovered().empty());  // something that was due may still fail
  end(Event::Kind::experiment_ended, 61s);
  EXPECT_EQ(recovered(), std::vector<Duration>{47s});
}

TEST_F(Recovery, WhatWasDueFirstCountsHoweverLateItFails) {
  request(20s, Window::fault, record::Outcome::http_5xx);
  enter(Window::recovery, 45s);
  request(44s, Window::fault, record::Outcome::timeout, 8s);  // the fault's
  request(50s, Window::recovery);
  request(51s, Window::recovery);
  request(46s, Window::recovery, record::Outcome::timeout, 10s);
  end(Event::Kind::experiment_ended, 61s);
  EXPECT_EQ(recovered(), std::vector<Duration>{46s});
}

TEST_F(Recovery, AnAnswerFromElsewhereIsNoRecoveryYet) {
  answered(20s, 1);
  request(20s, Window::fault);
  enter(Window::recovery, 45s);
  answered(48s, 1);
  request(48s, Window::recovery);
  request(51s, Window::recovery);
  answered(53s, 0);
  request(53s, Window::recovery);
  end(Event::Kind::experiment_ended, 61s);
  EXPECT_EQ(recovered(), std::vector<Duration>{48s});
}

TEST_F(Recovery, AnArmThatNothingHurtHasNone) {
  request(20s, Window::fault);
  enter(Window::recovery, 45s);
  request(51s, Window::recovery);
  end(Event::Kind::experiment_ended, 61s);
  EXPECT_TRUE(recovered().empty());
}

TEST_F(Recovery, WhatAStopCutOffIsNobodysError) {
  const auto errors = [&] {
    return std::ranges::count(sink_.records().events, Event::Kind::first_error, &Event::kind);
  };
  request(6s, Window::fault, record::Outcome::unfinished);
  EXPECT_EQ(errors(), 0);
  request(7s, Window::fault, record::Outcome::timeout);
  EXPECT_EQ(errors(), 1);
}

TEST_F(Recovery, AnotherBadAnswerAfterwardsIsNotTakenBack) {
  request(20s, Window::fault, record::Outcome::http_5xx);
  enter(Window::recovery, 45s);
  request(50s, Window::recovery);
  request(51s, Window::recovery, record::Outcome::reset);
  request(59s, Window::recovery);
  end(Event::Kind::experiment_ended, 61s);
  EXPECT_EQ(recovered(), std::vector<Duration>{45s});
}

TEST_F(Recovery, FourSecondsBeforeAStopAreNotFive) {
  request(20s, Window::fault, record::Outcome::http_5xx);
  enter(Window::recovery, 45s);
  request(46s, Window::recovery);
  end(Event::Kind::interrupted, 49s);
  end(Event::Kind::experiment_ended, 49s);
  EXPECT_TRUE(recovered().empty());
}

}  // namespace
}  // namespace gameday::scenario
