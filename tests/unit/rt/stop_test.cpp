#include <vector>

#include <gtest/gtest.h>

#include "rt/bound.hpp"

namespace gameday::rt {
namespace {

struct Recorder : StopListener {
  Recorder(std::vector<int>& seen, int number) : told(seen), id(number) {}
  void stopped() noexcept override { told.push_back(id); }
  std::vector<int>& told;
  int id;
};

TEST(Stop, AChildStopsWithItsParentForItsReason) {
  Stop run;
  Stop call(run);
  Stop attempt(call);
  attempt.request(Why::lost_hedge);
  EXPECT_FALSE(call.requested());
  run.request(Why::run_stopped);
  EXPECT_EQ(call.why(), Why::run_stopped);
  EXPECT_EQ(attempt.why(), Why::lost_hedge) << "the first reason stays";
}

TEST(Stop, AChildOfWhatHasStoppedIsBornStopped) {
  Stop run;
  run.request(Why::shutdown);
  const Stop late(run);
  EXPECT_EQ(late.why(), Why::shutdown);
}

TEST(Stop, AChildMayDieFirst) {
  Stop run;
  { const Stop call(run); }
  run.request(Why::shutdown);
}

TEST(Stop, TellsEachListenerOnceInTheOrderTheyCame) {
  std::vector<int> told;
  Stop stop;
  Recorder first(told, 1);
  Recorder left(told, 2);
  Recorder third(told, 3);
  for (Recorder* const each : {&first, &left, &third}) {
    stop.listen(*each);
  }
  stop.leave(left);
  stop.request(Why::client_gone);
  stop.request(Why::shutdown);
  EXPECT_EQ(told, (std::vector{1, 3}));
  Recorder late(told, 4);
  stop.listen(late);
  EXPECT_EQ(told, (std::vector{1, 3, 4})) << "a level, not an edge";
}

struct Remover : StopListener {
  Remover(const Stop& owner, Recorder& next) : stop(owner), victim(next) {}
  void stopped() noexcept override { stop.leave(victim); }
  const Stop& stop;
  Recorder& victim;
};

TEST(Stop, AListenerMayMakeOthersLeave) {
  std::vector<int> told;
  Stop stop;
  Recorder victim(told, 1);
  Recorder last(told, 2);
  Remover remover(stop, victim);
  stop.listen(remover);
  stop.listen(victim);
  stop.listen(last);
  stop.request(Why::plan_changed);
  EXPECT_EQ(told, std::vector{2});
}

TEST(Bound, TheEarlierOneWinsAndNamesTheFailure) {
  const Bound total{run_start + 60s, Limit::total};
  EXPECT_EQ(total.tighter(run_start + 4s, Limit::headers).limit, Limit::headers);
  EXPECT_EQ(total.tighter(run_start + 90s, Limit::headers).limit, Limit::total);
  EXPECT_EQ(total.tighter(run_start + 60s, Limit::headers).limit, Limit::total) << "on a tie";
}

}  // namespace
}  // namespace gameday::rt
