// Which deed can be done to which answer, and what is done before there is one.

#include <gtest/gtest.h>

#include "faults/before_answer.hpp"
#include "support/played_answer.hpp"

namespace gameday {
namespace {

using faults::AnswerHead;
using faults::Cut;
using faults::Deed;
using faults::Step;
using test::point;
using Unit = faults::Point::Unit;

Deed insert_at(const faults::Point& at, bool or_body) {
  Deed deed;
  faults::Insert insert;
  insert.point = at;
  insert.name = "server";
  insert.or_body = or_body;
  deed.inserts.push_back(insert);
  return deed;
}

TEST(Fit, OneActionThatCannotWorkTakesTheOthersWithIt) {
  AnswerHead none;
  none.bodiless = true;
  const AnswerHead unary = test::unary_head(10);
  AnswerHead unknown_length;
  const AnswerHead stream = test::stream_head();
  AnswerHead encoded = test::stream_head();
  encoded.encoded = true;
  AnswerHead sized = test::stream_head();
  sized.length = 100;
  AnswerHead zipped = unary;
  zipped.encoded = true;

  Deed each;
  each.delay.emplace();
  each.delay->each_event = faults::Wait{1s, {}};
  Deed mixed = test::stall_at(point(Unit::headers), 1s);
  mixed.cut = Cut{point(Unit::done), Cut::How::fin};
  const struct {
    Deed deed;
    std::string_view bodiless, unary, stream, encoded, sized;
  } rows[] = {
      {test::cut_at(point(Unit::deltas, 5), Cut::How::fin), "no_body", "", "", "encoded", ""},
      {test::cut_at(point(Unit::deltas, 0), Cut::How::fin), "no_body", "", "", "", ""},
      {test::cut_at(point(Unit::bytes, 5), Cut::How::fin), "no_body", "", "", "", ""},
      {test::cut_at(test::at_time(5s), Cut::How::fin), "no_body", "", "", "", ""},
      {test::cut_at(test::at_part({1, 2}), Cut::How::fin), "no_body", "", "no_length", "no_length",
       ""},
      {test::cut_at(point(Unit::done), Cut::How::fin), "no_body", "not_a_stream", "", "encoded",
       ""},
      {mixed, "no_body", "not_a_stream", "", "encoded", ""},
      {each, "no_body", "", "", "encoded", ""},
      {insert_at(point(Unit::headers), false), "no_body", "not_a_stream", "", "encoded", ""},
      {insert_at(point(Unit::headers), true), "no_body", "", "", "encoded", ""}};
  for (const auto& row : rows) {
    const std::size_t index = static_cast<std::size_t>(&row - rows);
    EXPECT_EQ(faults::misfit(row.deed, none), row.bodiless) << index;
    EXPECT_EQ(faults::misfit(row.deed, unary), row.unary) << index;
    EXPECT_EQ(faults::misfit(row.deed, unknown_length), row.unary) << index;
    EXPECT_EQ(faults::misfit(row.deed, zipped), row.unary) << index;
    EXPECT_EQ(faults::misfit(row.deed, stream), row.stream) << index;
    EXPECT_EQ(faults::misfit(row.deed, encoded), row.encoded) << index;
    EXPECT_EQ(faults::misfit(row.deed, sized), row.sized) << index;
    EXPECT_TRUE(faults::touches_answer(row.deed));
  }
}

TEST(Fit, OnlySomeNeedTheWholeBodyFirst) {
  const AnswerHead unary;  // of unknown length
  const auto needs = [&](const faults::Point& at, Cut::How how) {
    return faults::needs_length(test::cut_at(at, how), unary);
  };
  EXPECT_TRUE(needs(point(Unit::deltas, 1), Cut::How::fin));
  EXPECT_TRUE(needs(test::at_part({1, 2}), Cut::How::fin));
  EXPECT_TRUE(needs(point(Unit::bytes, 9), Cut::How::clean));  // announces it
  EXPECT_FALSE(needs(point(Unit::bytes, 9), Cut::How::fin));
  EXPECT_FALSE(needs(point(Unit::headers), Cut::How::clean));
  EXPECT_FALSE(needs(test::at_time(1s), Cut::How::clean));
  const Deed deed = test::cut_at(point(Unit::deltas, 1), Cut::How::fin);
  EXPECT_FALSE(faults::needs_length(deed, test::unary_head(3)));
  EXPECT_FALSE(faults::needs_length(deed, test::stream_head()));
  EXPECT_FALSE(faults::needs_length(insert_at(point(Unit::deltas, 5), true), unary));
}

TEST(Fit, OnlyWhatReadsTheBodyAsksForAPlainOne) {
  EXPECT_TRUE(faults::reads_answer(test::cut_at(point(Unit::deltas, 1), Cut::How::fin)));
  EXPECT_TRUE(faults::reads_answer(insert_at(point(Unit::headers), false)));
  EXPECT_FALSE(faults::reads_answer(test::cut_at(point(Unit::bytes, 1), Cut::How::fin)));
  EXPECT_FALSE(faults::reads_answer(test::stall_at(point(Unit::headers), 1s)));
  const Deed before = test::stall_at(point(Unit::headers, 0, true), 1s);
  EXPECT_FALSE(faults::touches_answer(before));
  EXPECT_FALSE(faults::reads_answer(before));
}

TEST(BeforeAnswer, WaitsThenStallsThenEnds) {
  Deed deed = test::stall_at(point(Unit::headers, 0, true), 3s);
  deed.delay.emplace();
  deed.delay->headers = faults::Wait{2s, {}};
  deed.cut = Cut{point(Unit::headers, 0, true), Cut::How::fin};
  faults::BeforeAnswer before(deed, faults::draw_waits(deed, Rng(1)));
  EXPECT_FALSE(before.acted());
  EXPECT_EQ(before.next(run_start).until, run_start + 2s);
  EXPECT_TRUE(before.acted());
  EXPECT_EQ(before.next(run_start + 2s).until, run_start + 5s);
  EXPECT_EQ(before.next(run_start + 4s).until, run_start + 5s);
  const Step end = before.next(run_start + 5s);
  EXPECT_EQ(end.what, Step::What::end);
  EXPECT_EQ(end.how, Cut::How::fin);
}

TEST(BeforeAnswer, HealedItGoesOnToTheSource) {
  Deed deed = test::stall_at(point(Unit::headers, 0, true), forever);
  deed.cut = Cut{point(Unit::headers, 0, true), Cut::How::fin};
  faults::BeforeAnswer before(deed, faults::draw_waits(deed, Rng(1)));
  EXPECT_EQ(before.next(run_start).until, never);
  before.heal();
  EXPECT_EQ(before.next(run_start).what, Step::What::over);
  EXPECT_TRUE(before.acted());
}

}  // namespace
}  // namespace gameday
