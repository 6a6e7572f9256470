// A gateway that freezes or dies, as its clients meet it: in memory and over real sockets.
//
// Over sockets nobody knows to the millisecond when an order has been carried out. So what is said
// about a pause or a death of two seconds is said about its second half, and it is done by then.

#include <algorithm>

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

using record::Event;
using record::Outcome;
using record::RequestRecord;

enum Experiment : std::uint16_t { freezes, dies };
enum Arm : std::uint16_t { alone, pair };

class Replicas : public testing::TestWithParam<test::Stage> {
 protected:
  static void SetUpTestSuite() { played_.clear(); }
  static void TearDownTestSuite() { played_.clear(); }

  /// Played once for all tests of this stage.
  const test::Played& played() const {
    const auto found = played_.find(GetParam());
    if (found != played_.end()) {
      return found->second;
    }
    const std::string file =
        std::string(GAMEDAY_SOURCE_DIR) + "/tests/conformance/rig/replicas.yaml";
    return played_.emplace(GetParam(), test::play(GetParam(), file, 7)).first->second;
  }
  std::vector<RequestRecord> requests(Experiment experiment, Arm arm) const {
    std::vector<RequestRecord> list;
    std::ranges::copy_if(played().records.requests, std::back_inserter(list),
                         [&](const RequestRecord& request) {
                           return request.experiment == experiment && request.arm == arm;
                         });
    return list;
  }
  TimePoint at(Event::Kind kind, Arm arm) const {
    const auto found = std::ranges::find_if(played().records.events, [&](const Event& event) {
      return event.kind == kind && event.arm == arm;
    });
    EXPECT_NE(found, played().records.events.end());
    return found->at;
  }

 private:
  static inline std::map<test::Stage, test::Played> played_;
};

/// Its two ends, and the middle, by which an order has been obeyed.
struct Span {
  TimePoint from;
  TimePoint until;
  TimePoint middle() const { return from + (until - from) / 2; }
  bool second_half(TimePoint time) const { return time >= middle() && time < until; }
};

TEST_P(Replicas, APausedGatewayAnswersAllWhoWaitedWhenItGoesOn) {
  const Span pause{at(Event::Kind::replica_paused, alone), at(Event::Kind::replica_resumed, alone)};
  int in_flight = 0;
  int knocked = 0;
  for (const RequestRecord& request : requests(freezes, alone)) {
    EXPECT_EQ(request.outcome, Outcome::ok) << request.ordinal;
    EXPECT_FALSE(pause.second_half(request.ended)) << request.ordinal;
    in_flight += request.sent < pause.from && request.ended >= pause.until ? 1 : 0;
    knocked += pause.second_half(*request.sent) ? 1 : 0;
  }
  EXPECT_GT(in_flight, 0);
  EXPECT_GT(knocked, 0);
}

TEST_P(Replicas, WhileOneOfTwoIsPausedTheOtherAnswers) {
  const Span pause{at(Event::Kind::replica_paused, pair), at(Event::Kind::replica_resumed, pair)};
  int waited = 0;
  int answered = 0;
  for (const RequestRecord& request : requests(freezes, pair)) {
    EXPECT_EQ(request.outcome, Outcome::ok) << request.ordinal;
    if (request.replica == 1) {
      EXPECT_FALSE(pause.second_half(request.ended)) << request.ordinal;
      waited += request.sent < pause.from && request.ended >= pause.until ? 1 : 0;
    } else {
      answered += pause.second_half(request.ended) ? 1 : 0;
    }
  }
  EXPECT_GT(waited, 0);
  EXPECT_GT(answered, 0);
}

TEST_P(Replicas, WhereAGatewayDiesAloneNobodyAnswersUntilItIsRestarted) {
  const Span death{at(Event::Kind::replica_killed, alone),
                   at(Event::Kind::replica_restarted, alone)};
  int in_flight = 0;
  int refused = 0;
  int healed = 0;
  for (const RequestRecord& request : requests(dies, alone)) {
    if (request.ended < death.from) {
      EXPECT_EQ(request.outcome, Outcome::ok) << request.ordinal;
    } else if (request.sent < death.from) {
      in_flight += request.outcome == Outcome::reset ? 1 : 0;
    } else if (death.second_half(*request.sent) && request.ended < death.until) {
      EXPECT_EQ(request.outcome, Outcome::connect_error) << request.ordinal;
      ++refused;
    } else if (*request.sent >= death.until + 1s) {
      EXPECT_EQ(request.outcome, Outcome::ok) << request.ordinal;
      ++healed;
    }
  }
  EXPECT_GT(in_flight, 0);
  EXPECT_GT(refused, 0);
  EXPECT_GT(healed, 0);
  for (const RequestRecord& request : requests(dies, pair)) {  // whom nothing befell
    EXPECT_EQ(request.outcome, Outcome::ok) << request.ordinal;
  }
}

INSTANTIATE_TEST_SUITE_P(Played, Replicas,
                         testing::Values(test::Stage::memory, test::Stage::sockets),
                         [](const auto& stage) {
                           return stage.param == test::Stage::memory ? "Memory" : "Sockets";
                         });

}  // namespace
}  // namespace gameday
