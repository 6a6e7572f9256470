// OpenAI's embeddings: bodies pass as they are, once it is sure that each input has its vector.

#include <utility>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "gateway/checked.hpp"
#include "gateway/dialect.hpp"
#include "llm/chat.hpp"
#include "llm/embeddings.hpp"

namespace gameday::gateway {

namespace {

class OpenAiEmbeddings final : public Dialect {
 public:
  llm::Dialect which() const override { return llm::Dialect::openai; }
  std::string_view path() const override { return "/embeddings"; }
  void sign(http::Fields& fields, std::string_view secret) const override {
    fields.set("Authorization", fmt::format("Bearer {}", secret));
  }
  Or<Asked> asked(const policy::Request& request, std::string_view model) const override {
    auto body = llm::with_model(request.body, model);
    CHECK(body, "the route lets only bodies with a model pass");
    Asked asked;
    asked.body = std::move(*body);
    return asked;
  }
  Or<std::string> answer(const policy::Request& request, std::string body,
                         std::int64_t) const override {
    const std::size_t count = llm::count_embeddings(body);
    if (count == request.choices) {
      return body;
    }
    if (auto error = llm::read_error(body)) {
      policy::Failure failure = broken(policy::FailureKind::in_band_error, 200, {});
      failure.error = std::move(*error);
      return failure;
    }
    return broken(policy::FailureKind::malformed, 200,
                  fmt::format("{} embeddings for {} inputs", count, request.choices));
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
