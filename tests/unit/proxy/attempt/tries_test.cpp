#include "proxy/attempt/tries.hpp"

#include <gtest/gtest.h>

namespace gameday::proxy {
namespace {

TEST(Tries, AreCountedByRunAndRequest) {
  Tries tries;
  EXPECT_EQ(tries.add({1, 7}), 0U);
  EXPECT_EQ(tries.add({1, 7}), 1U);
  EXPECT_EQ(tries.add({2, 7}), 0U) << "another run's";
  EXPECT_EQ(tries.of({1, 7}), 2U);
  EXPECT_EQ(tries.of({1, 8}), 0U);
}

TEST(Tries, AreForgottenInTheOrderOfTheirBeginning) {
  Tries tries(2);
  tries.add({1, 1});
  tries.add({1, 2});
  tries.add({1, 1});
  EXPECT_EQ(tries.size(), 2U);
  tries.add({1, 3});
  EXPECT_EQ(tries.size(), 2U);
  EXPECT_EQ(tries.of({1, 1}), 0U) << "the oldest, though it was tried again";
  EXPECT_EQ(tries.of({1, 2}), 1U);
  EXPECT_EQ(tries.of({1, 3}), 1U);
  EXPECT_EQ(tries.add({1, 1}), 0U) << "it begins anew";
}

TEST(Tries, TheirNumberIsBounded) {
  Tries tries;
  for (std::uint32_t ordinal = 0; ordinal < tries_most + 100; ++ordinal) {
    tries.add({1, ordinal});
  }
  EXPECT_EQ(tries.size(), tries_most);
}

}  // namespace
}  // namespace gameday::proxy
