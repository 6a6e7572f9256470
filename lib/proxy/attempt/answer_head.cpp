#include "proxy/attempt/answer_head.hpp"

#include "http/field_values.hpp"

namespace gameday::proxy {
std::optional<llm::Dialect> dialect_of(const http::Head& request,
                                       const std::optional<llm::Dialect>& declared) {
  if (declared) {
    return declared;
  }
  if (request.path().ends_with("/v1/messages")) {
    return llm::Dialect::anthropic;
  }
  const bool openai = request.path().ends_with("/chat/completions");
  return openai ? std::optional(llm::Dialect::openai) : std::nullopt;
}

faults::AnswerHead answer_head_of(const http::Head& request, const http::Head& answer) {
  faults::AnswerHead head;
  head.streamed = http::same_name(http::media_type(answer.fields), http::event_stream);
  head.encoded = http::is_encoded(answer.fields);
  head.bodiless = request.method == "HEAD" || answer.status / 100 == 1 || answer.status == 204 ||
                  answer.status == 304;
  if (answer.framing == http::Framing::length || answer.framing == http::Framing::none) {
    head.length = answer.content_length;
  }
  return head;
}

}  // namespace gameday::proxy
