#include "mock/embeddings.hpp"

#include <algorithm>
#include <cmath>

#include "base/dice.hpp"

namespace gameday::mock {
namespace {

constexpr std::uint64_t bytes_of_a_token = 4;

std::vector<float> unit_vector(std::uint64_t input, std::uint64_t dimensions) {
  constexpr std::uint64_t steps = 1U << 20U;  // whole in a float, to either side of zero
  Rng rng(input);
  std::vector<float> vector;
  double square = 0;
  for (std::uint64_t at = 0; at < dimensions; ++at) {
    const double number = static_cast<double>(rng.below(2 * steps + 1)) - steps;
    square += number * number;
    vector.push_back(static_cast<float>(number));
  }
  const double length = std::max(std::sqrt(square), 1.0);
  for (float& number : vector) {
    number = static_cast<float>(number / length);
  }
  return vector;
}

}  // namespace

llm::Embeddings embed(const llm::EmbeddingsAsked& asked) {
  llm::Embeddings answer;
  answer.model = asked.model;
  answer.base64 = asked.base64;
  answer.prompt_tokens = (asked.input_bytes + bytes_of_a_token - 1) / bytes_of_a_token;
  const std::uint64_t dimensions =
      std::clamp<std::uint64_t>(asked.dimensions.value_or(dimensions_default), 1, dimensions_most);
  for (const std::uint64_t input : asked.inputs) {
    answer.vectors.push_back(unit_vector(input, dimensions));
  }
  return answer;
}

}  // namespace gameday::mock
