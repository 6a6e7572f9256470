#pragma once
// What both dialects' documentation says of one error, and what holds for every true error.

#include <gtest/gtest.h>

#include "llm/error_words.hpp"

namespace gameday::llm {

struct DocumentedError {
  const char* name;
  int status;
  const char* type;
  const char* code;
};

inline void expect_documented(const DocumentedError& row, const TrueAnswer& answer) {
  EXPECT_EQ(answer.head.status, row.status) << row.name;
  const auto error = read_error(answer.body);
  ASSERT_TRUE(error) << row.name;
  EXPECT_EQ(error->type, row.type) << row.name;
  EXPECT_EQ(error->code, row.code) << row.name;
  EXPECT_FALSE(error->message.empty()) << row.name;
  EXPECT_EQ(answer.head.fields.get("Content-Type"), "application/json") << row.name;
  EXPECT_EQ(answer.head.fields.get("Content-Length"), std::to_string(answer.body.size()));
  EXPECT_FALSE(answer.head.fields.has("Retry-After")) << row.name;
}

}  // namespace gameday::llm
