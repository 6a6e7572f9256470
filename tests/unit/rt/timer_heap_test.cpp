#include "rt/timer_heap.hpp"

#include <algorithm>
#include <deque>
#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"

namespace gameday::rt {
namespace {

struct Recorder : Timer {
  Recorder(std::vector<int>& seen, int number) : fired_order(seen), id(number) {}
  void fired(TimePoint) override { fired_order.push_back(id); }
  std::vector<int>& fired_order;
  int id;
};

TEST(TimerHeap, FiresByDueThenByTheOrderOfArming) {
  std::vector<int> order;
  Recorder a(order, 1);
  Recorder b(order, 2);
  Recorder c(order, 3);
  TimerHeap heap;
  heap.arm(run_start + 2s, a);
  heap.arm(run_start + 1s, b);
  heap.arm(run_start + 2s, c);
  heap.arm(run_start + 2s, a);  // re-armed: behind c now
  EXPECT_EQ(heap.earliest(), run_start + 1s);
  EXPECT_EQ(heap.fire(run_start + 1s), 1U);
  EXPECT_EQ(heap.fire(run_start + 5s), 2U);
  EXPECT_EQ(order, (std::vector{2, 3, 1}));
}

struct Again : Timer {
  explicit Again(TimerHeap& owner) : heap(owner) {}
  void fired(TimePoint now) override { heap.arm(now, *this); }
  TimerHeap& heap;
};

TEST(TimerHeap, WhatFiringArmsWaitsForTheNextTurn) {
  TimerHeap heap;
  Again again(heap);
  heap.arm(run_start, again);
  EXPECT_EQ(heap.fire(run_start), 1U);
  EXPECT_TRUE(again.armed());
  heap.drop(again);
}

// Against a sorted list: 2,000 random steps of arming, re-arming, dropping and firing.
TEST(TimerHeap, AgreesWithASortedList) {
  Rng rng = Seed(7).stream("timer_heap_test");
  std::vector<int> order;
  std::deque<Recorder> timers;
  for (int id = 0; id < 50; ++id) {
    timers.emplace_back(order, id);
  }
  struct Entry {
    TimePoint due;
    int sequence;
    int id;
    auto operator<=>(const Entry&) const = default;
  };
  std::vector<Entry> expected;
  TimerHeap heap;
  TimePoint now = run_start;
  for (int step = 0; step < 2000; ++step) {
    const int id = static_cast<int>(rng.below(50));
    Recorder& timer = timers[static_cast<std::size_t>(id)];
    std::erase_if(expected, [id](const Entry& entry) { return entry.id == id; });
    if (rng.below(4) == 0) {
      heap.drop(timer);
    } else {
      const TimePoint due = now + rng.between(0ms, 20ms);
      heap.arm(due, timer);
      expected.push_back(Entry{due, step, id});
    }
    now += rng.between(0us, 500us);
    std::sort(expected.begin(), expected.end());
    std::vector<int> should;
    while (!expected.empty() && expected.front().due <= now) {
      should.push_back(expected.front().id);
      expected.erase(expected.begin());
    }
    order.clear();
    heap.fire(now);
    ASSERT_EQ(order, should) << "step " << step;
    ASSERT_EQ(heap.size(), expected.size());
  }
  for (Recorder& timer : timers) {
    heap.drop(timer);
  }
}

}  // namespace
}  // namespace gameday::rt
