// A budget is checks parted by commas, in the one grammar, with metrics of its own.

#include "verdict/budget.hpp"

#include <gtest/gtest.h>

namespace gameday::verdict {
namespace {

TEST(Budget, IsReadPartByPart) {
  const auto budget = parse_budget("worst_case < 10s, attempts <= 4 ,amplification<=1.5");
  ASSERT_TRUE(budget) << budget.problem;
  ASSERT_EQ(budget.value->size(), 3U);
  EXPECT_EQ((*budget.value)[0].promise, Promise::worst_case);
  EXPECT_EQ((*budget.value)[0].comparison, Comparison::less);
  EXPECT_EQ((*budget.value)[0].value, 10);
  EXPECT_EQ((*budget.value)[1].text, "attempts <= 4");
  EXPECT_EQ((*budget.value)[1].comparison, Comparison::at_most);
  EXPECT_EQ((*budget.value)[2].value, 1.5);
}

TEST(Budget, SaysWhatIsWrong) {
  const auto problem = [](std::string_view text) { return parse_budget(text).problem; };
  EXPECT_EQ(problem("attemts <= 4"),
            "\"attemts\" is not a metric of a budget; did you mean \"attempts\"?; there are "
            "worst_case, attempts and amplification");
  EXPECT_EQ(problem("worst_case < 10"), "10 has no unit; write 10s, 500ms or 5m");
  EXPECT_EQ(problem("attempts =< 4"), "\"=<\" is not a comparison; did you mean \"<=\"?");
  EXPECT_EQ(problem("attempts <= four"), "\"four\" is not a number; write 4 or 1.5");
  EXPECT_EQ(problem("attempts <= 4,"), "\"\" is not a check; write METRIC OP VALUE");
  EXPECT_EQ(problem("attempts"), "\"attempts\" is not a check; write METRIC OP VALUE");
}

}  // namespace
}  // namespace gameday::verdict
