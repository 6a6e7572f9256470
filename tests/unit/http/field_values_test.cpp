#include "http/field_values.hpp"

#include <gtest/gtest.h>

namespace gameday::http {
namespace {

Fields with(std::string_view name, std::string_view value) {
  Fields fields;
  fields.add(name, value);
  return fields;
}

TEST(FieldValues, AMediaTypeHasNoParameters) {
  EXPECT_EQ(media_type(with("content-type", "text/event-stream; charset=utf-8")), event_stream);
  EXPECT_EQ(media_type(with("Content-Type", "text/event-stream ;q")), event_stream);
  EXPECT_NE(media_type(with("Content-Type", "text/event-streamx")), event_stream);
  EXPECT_EQ(media_type(Fields()), "");
}

TEST(FieldValues, IdentityIsNoEncoding) {
  EXPECT_FALSE(is_encoded(Fields()));
  EXPECT_FALSE(is_encoded(with("Content-Encoding", "Identity")));
  EXPECT_TRUE(is_encoded(with("content-encoding", "gzip")));
}

TEST(FieldValues, ABearerIsToldFromOtherCredentials) {
  EXPECT_EQ(bearer_of(with("authorization", "bearer sk-1")), "sk-1");
  EXPECT_EQ(bearer_of(with("Authorization", "Bearer ")), "");
  EXPECT_EQ(bearer_of(with("Authorization", "Basic c2s=")), "");
  EXPECT_EQ(bearer_of(Fields()), "");
}

}  // namespace
}  // namespace gameday::http
