// When an arm is well again: told once, with the time its five good seconds began.

#include "scenario/landmarks.hpp"

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
    return scenario;
  }
  void enter(Window window, Duration at) {
    Event event;
    event.kind = Event::Kind::window_started;
    event.at = run_start + at;
    event.window = window;
    landmarks_.event(event);
  }
  void request(Duration ended, Window window, record::Outcome outcome = record::Outcome::ok) {
    record::RequestRecord record;
    record.window = window;
    record.ended = run_start + ended;
    record.outcome = outcome;
    landmarks_.request(record);
  }
  void answered(Duration ended, std::uint16_t provider) {
    record::AttemptRecord record;
    record.provider = provider;
    record.ordinal = 1;
    record.model_call = true;
    record.model = "m";
    record.status = 200;
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
};

TEST_F(Recovery, BeginsAtTheFaultsEndOrAfterTheLastBadAnswer) {
  request(20s, Window::fault, record::Outcome::http_5xx);
  enter(Window::recovery, 45s);
  request(46s, Window::recovery);
  request(47s, Window::recovery, record::Outcome::timeout);
  request(51s, Window::recovery);
  EXPECT_TRUE(recovered().empty());  // four seconds only
  request(52s, Window::recovery);
  request(53s, Window::recovery);
  EXPECT_EQ(recovered(), std::vector<Duration>{47s});
}

TEST_F(Recovery, AnAnswerFromElsewhereIsNoRecoveryYet) {
  answered(20s, 1);
  enter(Window::recovery, 45s);
  answered(48s, 1);
  request(48s, Window::recovery);
  request(51s, Window::recovery);
  EXPECT_TRUE(recovered().empty());
  answered(53s, 0);
  request(53s, Window::recovery);
  EXPECT_EQ(recovered(), std::vector<Duration>{48s});
}

TEST_F(Recovery, AnArmThatNothingHurtHasNone) {
  request(20s, Window::fault);
  enter(Window::recovery, 45s);
  request(51s, Window::recovery);
  EXPECT_TRUE(recovered().empty());
}

TEST_F(Recovery, AnotherBadAnswerAfterwardsIsNotTakenBack) {
  request(20s, Window::fault, record::Outcome::http_5xx);
  enter(Window::recovery, 45s);
  request(50s, Window::recovery);
  request(51s, Window::recovery, record::Outcome::reset);
  request(59s, Window::recovery);
  EXPECT_EQ(recovered(), std::vector<Duration>{45s});
}

}  // namespace
}  // namespace gameday::scenario
