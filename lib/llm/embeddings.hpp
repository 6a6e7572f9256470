#pragma once
// Embeddings in OpenAI's words: vectors for texts, unary only. No I/O.
// Source: the OpenAI API reference, POST /v1/embeddings.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::llm {

/// The most that the API takes in one request; more are counted, not read.
inline constexpr std::size_t embedding_inputs_most = 2048;

struct EmbeddingsAsked {
  bool is_object = false;
  std::string model;                  // empty: none named
  bool for_gateway = false;           // `fallbacks` or `deadline_ms` stand in it
  std::size_t count = 0;              // of inputs: a text, or a list of tokens, is one
  std::vector<std::uint64_t> inputs;  // a hash of each, at most embedding_inputs_most
  std::uint64_t input_bytes = 0;      // about 4 bytes a token
  bool base64 = false;                // little-endian float32, which official SDKs ask for
  std::optional<std::uint64_t> dimensions;
};
EmbeddingsAsked read_embeddings_asked(std::string_view body);

/// Of a 200's body.
struct EmbeddingsFacts {
  std::size_t count = 0;            // of vectors; 0: it is no answer
  std::uint64_t prompt_tokens = 0;  // 0: it does not say
};
EmbeddingsFacts read_embeddings(std::string_view body);

struct Embeddings {
  std::string model;
  std::vector<std::vector<float>> vectors;
  bool base64 = false;
  std::uint64_t prompt_tokens = 0;
};
std::string write_embeddings(const Embeddings& embeddings);

}  // namespace gameday::llm
