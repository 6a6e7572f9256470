#include "policy/slots.hpp"

#include <gtest/gtest.h>

namespace gameday::policy {
namespace {

using What = Slots::Entry::What;

ConcurrencyOptions two_and_two() {
  ConcurrencyOptions options;
  options.limit = 2;
  options.queue = 2;
  options.queue_time = 1s;
  return options;
}

TEST(Slots, FirstTheSlotsThenTheQueueThenNothing) {
  Slots slots(two_and_two());
  for (const What what : {What::slot, What::slot, What::queue, What::queue, What::shed}) {
    EXPECT_EQ(slots.enter(run_start, never).what, what);
  }
  EXPECT_EQ(slots.in_use(), 2U);
  EXPECT_EQ(slots.queued(), 2U);
  EXPECT_EQ(slots.shed(), 1U);
}

TEST(Slots, WhoCameFirstIsGivenTheSlot) {
  Slots slots(two_and_two());
  slots.enter(run_start, never);
  slots.enter(run_start, never);
  const auto first = slots.enter(run_start, never).ticket;
  const auto second = slots.enter(run_start + 1ms, never).ticket;
  EXPECT_EQ(slots.left(run_start + 2ms), first);
  EXPECT_EQ(slots.left(run_start + 2ms), second);
  EXPECT_EQ(slots.in_use(), 2U);
  EXPECT_FALSE(slots.left(run_start + 2ms));
  EXPECT_FALSE(slots.left(run_start + 2ms));
  EXPECT_EQ(slots.in_use(), 0U);
}

TEST(Slots, WhoseTimeIsOverIsPassedOver) {
  Slots slots(two_and_two());
  slots.enter(run_start, never);
  slots.enter(run_start, never);
  const Slots::Entry hasty = slots.enter(run_start, run_start + 300ms);  // its own deadline
  EXPECT_EQ(hasty.until, run_start + 300ms);
  const Slots::Entry patient = slots.enter(run_start, never);
  EXPECT_EQ(patient.until, run_start + 1s);
  EXPECT_EQ(slots.left(run_start + 300ms), patient.ticket);
  slots.timed_out(hasty.ticket);  // it hears of it late: nothing but the count changes
  EXPECT_EQ(slots.shed(), 1U);
  EXPECT_EQ(slots.in_use(), 2U);
  EXPECT_EQ(slots.queued(), 0U);
}

TEST(Slots, WhoGivesUpMakesRoom) {
  Slots slots(two_and_two());
  slots.enter(run_start, never);
  slots.enter(run_start, never);
  const auto leaves = slots.enter(run_start, never).ticket;
  const auto stays = slots.enter(run_start, never).ticket;
  slots.gave_up(leaves);
  EXPECT_EQ(slots.enter(run_start, never).what, What::queue);
  EXPECT_EQ(slots.left(run_start), stays);
  EXPECT_EQ(slots.shed(), 0U);
}

TEST(Slots, WithoutAQueueNobodyWaits) {
  ConcurrencyOptions options = two_and_two();
  options.queue = 0;
  options.queue_time = forever;
  Slots slots(options);
  slots.enter(run_start, never);
  slots.enter(run_start, never);
  EXPECT_EQ(slots.enter(run_start, never).what, What::shed);
}

}  // namespace
}  // namespace gameday::policy
