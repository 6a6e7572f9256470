#pragma once
// A mock's vectors: unit length, the same for the same input in every run, so that a test can tell
// two texts apart and find one again. Pure.

#include "llm/embeddings.hpp"

namespace gameday::mock {

/// As many as text-embedding-3-small gives, and the most that the API's models do.
inline constexpr std::uint64_t dimensions_default = 1536;
inline constexpr std::uint64_t dimensions_most = 3072;

llm::Embeddings embed(const llm::EmbeddingsAsked& asked);

}  // namespace gameday::mock
