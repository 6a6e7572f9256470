// What the scheduler does, minute by minute, on a wall clock that the test moves.

#include "scenario/schedule/agenda.hpp"

#include <gtest/gtest.h>

#include "unit/scenario/schedule/wall.hpp"

namespace gameday::schedule {
namespace {

using test::wall;

Entry daily_at_ten(std::vector<Duration> lead = {}) {
  return {test::options_of("0 10 * * *", "UTC"), 5min, std::move(lead)};
}

/// `start a.yaml 10:00`, or with the reason of a skip.
std::string said(const std::vector<Deed>& deeds) {
  std::string lines;
  for (const Deed& deed : deeds) {
    const char* kinds[] = {"announce", "start", "skip"};
    lines += kinds[static_cast<int>(deed.kind)];
    lines += ' ' + deed.file + ' ' + utc_text(deed.firing.at).substr(5, 11);
    lines += deed.why.empty() ? "\n" : ": " + deed.why + '\n';
  }
  return lines;
}

TEST(Agenda, StartsEachFiringOnce) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T09:00:00Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T09:59:59Z"))), "");
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:00:00Z"))), "start a.yaml 11-28T10:00\n");
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:00:01Z"))), "");
  EXPECT_EQ(said(agenda.due(wall("2026-11-29T10:00:03Z"))), "start a.yaml 11-29T10:00\n");
}

TEST(Agenda, AClockThatIsSetBackRepeatsNothing) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T09:00:00Z"));
  EXPECT_NE(said(agenda.due(wall("2026-11-28T10:00:30Z"))), "");
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T09:30:00Z"))), "");
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:00:00Z"))), "");
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:01:00Z"))), "");
}

TEST(Agenda, WhatIsSeenTooLateIsSkippedAndNeverCaughtUp) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-25T09:00:00Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-27T12:00:00Z"))),
            "skip a.yaml 11-25T10:00: missed: due Wed 2026-11-25 10:00 +00:00, but nobody looked "
            "before Fri 2026-11-27 12:00 +00:00; start_deadline is 10m\n"
            "skip a.yaml 11-26T10:00: missed: due Thu 2026-11-26 10:00 +00:00, but nobody looked "
            "before Fri 2026-11-27 12:00 +00:00; start_deadline is 10m\n"
            "skip a.yaml 11-27T10:00: missed: due Fri 2026-11-27 10:00 +00:00, but nobody looked "
            "before Fri 2026-11-27 12:00 +00:00; start_deadline is 10m\n");
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:10:00Z"))), "start a.yaml 11-28T10:00\n");
}

TEST(Agenda, ALongSleepIsToldInTenLines) {
  Agenda agenda;
  Entry entry = daily_at_ten();
  entry.options = test::options_of("0 * * * *", "UTC");
  agenda.put("a.yaml", std::move(entry), wall("2026-11-01T00:30:00Z"));
  const auto deeds = agenda.due(wall("2026-11-28T00:30:00Z"));
  ASSERT_EQ(deeds.size(), most_missed);
  EXPECT_NE(deeds[0].why.find("(638 more before it)"), std::string::npos) << deeds[0].why;
  EXPECT_EQ(deeds[1].why.find("more before"), std::string::npos);
}

TEST(Agenda, OfSeveralThatAreDueTheLastStarts) {
  Agenda agenda;
  Entry entry = daily_at_ten();
  entry.options = test::options_of("* * * * *", "UTC");
  agenda.put("a.yaml", std::move(entry), wall("2026-11-28T10:00:30Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:02:30Z"))),
            "skip a.yaml 11-28T10:01: the next one is due as well, Sat 2026-11-28 10:02 +00:00\n"
            "start a.yaml 11-28T10:02\n");
}

TEST(Agenda, NoRunBesideItself) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T09:00:00Z"));
  agenda.running("a.yaml", true);
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T09:30:00Z"));  // changed meanwhile
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:00:00Z"))),
            "skip a.yaml 11-28T10:00: the run before it still goes on\n");
  agenda.running("a.yaml", false);
  EXPECT_EQ(said(agenda.due(wall("2026-11-29T10:00:00Z"))), "start a.yaml 11-29T10:00\n");
}

TEST(Agenda, ABrokenFileKeepsItsTimesButDoesNotRun) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T09:00:00Z"));
  agenda.broken("a.yaml", "a.yaml is not valid");
  agenda.broken("b.yaml", "never was good");
  EXPECT_EQ(agenda.size(), 1U);
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:00:00Z"))),
            "skip a.yaml 11-28T10:00: a.yaml is not valid\n");
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T10:05:00Z"));  // mended
  EXPECT_EQ(said(agenda.due(wall("2026-11-29T10:00:00Z"))), "start a.yaml 11-29T10:00\n");
  agenda.remove("a.yaml");
  EXPECT_EQ(said(agenda.due(wall("2026-11-30T10:00:00Z"))), "");
}

TEST(Agenda, AFileThatAppearsAfterItsTimeWaitsForTheNext) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T10:00:00Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:00:01Z"))), "");
}

TEST(Agenda, AFileThatIsSavedAtTheMinuteOfItsFiringLosesNothing) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T09:00:00Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T09:59:59Z"))), "");
  agenda.put("a.yaml", daily_at_ten(), wall("2026-11-28T10:00:00Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:00:00Z"))), "start a.yaml 11-28T10:00\n");
}

TEST(Agenda, TellsAheadByEachLead) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten({24h, 15min}), wall("2026-11-28T09:00:00Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T09:44:59Z"))), "");
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T09:45:00Z"))), "announce a.yaml 11-28T10:00\n");
  const auto deeds = agenda.due(wall("2026-11-28T10:00:00Z"));
  EXPECT_EQ(said(deeds), "start a.yaml 11-28T10:00\nannounce a.yaml 11-29T10:00\n");
  EXPECT_EQ(deeds[1].lead, 24h);
}

TEST(Agenda, AnAnnouncementSaysWhyItWillBeSkipped) {
  Agenda agenda;
  Entry entry = daily_at_ten({15min});
  entry.options.freeze = {{test::date("2026-11-28"), test::date("2026-11-28"), "black Friday"}};
  agenda.put("a.yaml", std::move(entry), wall("2026-11-28T09:00:00Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T09:50:00Z"))),
            "announce a.yaml 11-28T10:00: frozen on 2026-11-28: black Friday\n");
  // The run itself says no, in the same words, and writes it down.
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:00:00Z"))), "start a.yaml 11-28T10:00\n");
}

TEST(Agenda, WhatHasPassedIsNotAnnouncedAnyMore) {
  Agenda agenda;
  agenda.put("a.yaml", daily_at_ten({15min}), wall("2026-11-28T09:00:00Z"));
  EXPECT_EQ(said(agenda.due(wall("2026-11-28T10:01:00Z"))), "start a.yaml 11-28T10:00\n");
}

TEST(Agenda, ListsWhatComes) {
  Agenda agenda;
  Entry frozen = daily_at_ten();
  frozen.options.freeze = {{test::date("2026-11-29"), test::date("2026-11-29"), "Sunday"}};
  agenda.put("a.yaml", std::move(frozen), wall("2026-11-28T09:00:00Z"));
  Entry weekly = daily_at_ten();
  weekly.options = test::options_of("30 9 * * SUN", "Europe/Berlin");
  agenda.put("b.yaml", std::move(weekly), wall("2026-11-28T09:00:00Z"));
  const auto list = agenda.coming(wall("2026-11-28T10:00:00Z"), 3);
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0].file, "b.yaml");
  EXPECT_EQ(utc_text(list[0].firing.at), "2026-11-29T08:30:00Z");
  EXPECT_EQ(list[1].obstacle, "frozen on 2026-11-29: Sunday");
  EXPECT_EQ(utc_text(list[2].firing.at), "2026-11-30T10:00:00Z");
}

}  // namespace
}  // namespace gameday::schedule
