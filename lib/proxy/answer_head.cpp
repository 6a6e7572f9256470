#include "proxy/answer_head.hpp"

namespace gameday::proxy {
namespace {

bool is_event_stream(std::string_view content_type) {
  constexpr std::string_view word = "text/event-stream";
  return http::same_name(content_type.substr(0, word.size()), word);
}

}  // namespace

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
  head.streamed = is_event_stream(answer.fields.get("Content-Type"));
  const std::string_view encoding = answer.fields.get("Content-Encoding");
  head.encoded = !encoding.empty() && !http::same_name(encoding, "identity");
  head.bodiless = request.method == "HEAD" || answer.status / 100 == 1 || answer.status == 204 ||
                  answer.status == 304;
  if (answer.framing == http::Framing::length || answer.framing == http::Framing::none) {
    head.length = answer.content_length;
  }
  return head;
}

}  // namespace gameday::proxy
