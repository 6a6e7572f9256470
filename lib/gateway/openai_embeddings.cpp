// OpenAI's embeddings: bodies pass as they are, once it is sure that each input has its vector.

#include <utility>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "gateway/checked.hpp"
#include "gateway/openai_api.hpp"
#include "llm/chat.hpp"
#include "llm/embeddings.hpp"

namespace gameday::gateway {

namespace {

class OpenAiEmbeddings final : public OpenAiApi {
 public:
  std::string_view path() const override { return "/embeddings"; }
  Or<WholeAnswer> answer(const policy::Request& request, std::string body,
                         std::int64_t) const override {
    const llm::EmbeddingsFacts facts = llm::read_embeddings(body);
    if (facts.count == request.choices) {
      return WholeAnswer{std::move(body), {facts.prompt_tokens, 0}};
    }
    if (auto error = llm::read_error(body)) {
      policy::Failure failure = broken(policy::FailureKind::in_band_error, 200, {});
      failure.error = std::move(*error);
      return failure;
    }
    return broken(policy::FailureKind::malformed, 200,
                  fmt::format("{} embeddings for {} inputs", facts.count, request.choices));
  }
  std::unique_ptr<EventWriter> events(const policy::Request&, std::int64_t) const override {
    CHECK(false, "embeddings are not streamed");
    return nullptr;
  }
};

}  // namespace

std::unique_ptr<const Dialect> make_embeddings() {
  return std::make_unique<OpenAiEmbeddings>();
}

}  // namespace gameday::gateway
