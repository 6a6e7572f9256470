#include "llm/embeddings.hpp"

#include <gtest/gtest.h>

namespace gameday::llm {
namespace {

TEST(Embeddings, InputsAreTextsOrTokens) {
  const auto count = [](const char* input) {
    return read_embeddings_asked(std::string(R"({"model":"m","input":)") + input + "}").count;
  };
  EXPECT_EQ(count(R"("one")"), 1U);
  EXPECT_EQ(count(R"(["one","two"])"), 2U);
  EXPECT_EQ(count("[1,2,3]"), 1U);
  EXPECT_EQ(count("[[1,2],[3]]"), 2U);
  EXPECT_EQ(count("[]"), 0U);
  EXPECT_EQ(count("null"), 0U);
  EXPECT_EQ(count("[null]"), 0U);
  EXPECT_FALSE(read_embeddings_asked("[]").is_object);
  EXPECT_FALSE(read_embeddings_asked("{").is_object);
}

TEST(Embeddings, EqualInputsAreEqualAndOthersAreNot) {
  const auto asked =
      read_embeddings_asked(R"({"model":"m","input":["a","b","a"],"encoding_format":"base64"})");
  ASSERT_EQ(asked.inputs.size(), 3U);
  EXPECT_EQ(asked.inputs[0], asked.inputs[2]);
  EXPECT_NE(asked.inputs[0], asked.inputs[1]);
  EXPECT_TRUE(asked.base64);
  EXPECT_EQ(asked.input_bytes, 3U);
}

TEST(Embeddings, MoreThanTheApiTakesAreCountedNotKept) {
  std::string body = R"({"model":"m","input":["x")";
  for (std::size_t at = 0; at < embedding_inputs_most; ++at) {
    body += R"(,"x")";
  }
  const auto asked = read_embeddings_asked(body + "]}");
  EXPECT_EQ(asked.count, embedding_inputs_most + 1);
  EXPECT_EQ(asked.inputs.size(), embedding_inputs_most);
}

TEST(Embeddings, WhatIsWrittenIsCounted) {
  Embeddings answer;
  answer.model = "m";
  answer.vectors = {{0.5F, -1}, {0.25F, 2}};
  answer.prompt_tokens = 3;
  EXPECT_EQ(write_embeddings(answer),
            R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]},)"
            R"({"object":"embedding","index":1,"embedding":[0.25,2]}],"model":"m",)"
            R"("usage":{"prompt_tokens":3,"total_tokens":3}})");
  EXPECT_EQ(read_embeddings(write_embeddings(answer)).count, 2U);
  answer.base64 = true;
  const std::string text = write_embeddings(answer);
  EXPECT_EQ(read_embeddings(text).count, 2U);
  // 0.5 and -1 as little-endian float32: 00 00 00 3f 00 00 80 bf
  EXPECT_NE(text.find(R"("embedding":"AAAAPwAAgL8=")"), std::string::npos);
}

TEST(Embeddings, WhatIsNoAnswerHasNone) {
  for (const char* body :
       {"", "{", "[]", "{}", R"({"data":[]})", R"({"data":[{}]})", R"({"data":[{"embedding":[]}]})",
        R"({"data":[{"embedding":""}]})", R"({"data":[{"embedding":[1]},{"embedding":null}]})",
        R"({"error":{"message":"no"}})"}) {
    EXPECT_EQ(read_embeddings(body).count, 0U) << body;
  }
}

}  // namespace
}  // namespace gameday::llm
