#include "gateway/openai_api.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "llm/chat.hpp"

namespace gameday::gateway {

void OpenAiApi::sign(http::Fields& fields, std::string_view secret) const {
  fields.set("Authorization", fmt::format("Bearer {}", secret));
}

Or<Asked> OpenAiApi::asked(std::string_view body, std::string_view model) const {
  auto renamed = llm::with_model(body, model);
  CHECK(renamed, "the route lets only bodies with a model pass");
  Asked asked;
  asked.body = std::move(*renamed);
  return asked;
}

}  // namespace gameday::gateway
