#include "gateway/dialect.hpp"

namespace gameday::gateway {

std::unique_ptr<const Dialect> make_dialect(llm::Dialect which, llm::AnthropicVersion version) {
  return which == llm::Dialect::anthropic ? make_anthropic(version) : make_openai();
}

policy::Failure unfit(std::string why) {
  policy::Failure failure;
  failure.kind = policy::FailureKind::rejected_unfit;
  failure.error =
      llm::ErrorObject{std::move(why), "invalid_request_error", "unsupported_parameter"};
  return failure;
}

}  // namespace gameday::gateway
