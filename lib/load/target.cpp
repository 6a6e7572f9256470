#include "load/target.hpp"

#include <fmt/format.h>

#include "llm/anthropic.hpp"
#include "llm/chat.hpp"

namespace gameday::load {
namespace {

using llm::Dialect;

constexpr std::uint32_t anthropic_max_tokens = 4096;  // this API refuses a request without one

http::Head request_head(const Target& target, std::size_t body_size) {
  const bool openai = target.dialect == Dialect::openai;
  http::Head head;
  head.method = "POST";
  head.target = !target.path.empty() ? target.path
                : openai             ? "/v1/chat/completions"
                                     : "/v1/messages";
  head.fields.add("Host", target.host.empty() ? rt::to_text(target.address) : target.host);
  head.fields.add("Content-Type", "application/json");
  head.fields.add("Content-Length", fmt::format("{}", body_size));
  head.fields.add("Accept", "application/json");  // for streams as well: as the SDKs do
  head.fields.add("User-Agent", "gameday");
  if (openai) {
    head.fields.add("Authorization", "Bearer " + target.api_key);
  } else {
    head.fields.add("x-api-key", target.api_key);
    head.fields.add("anthropic-version", llm::anthropic_version);
  }
  for (const Header& header : target.headers) {
    head.fields.set(header.name, header.value);
  }
  return head;
}

}  // namespace

Request make_request(const RequestKind& kind, const Target& target, std::uint32_t ordinal) {
  llm::ChatRequest chat;
  chat.model = kind.model.empty() ? target.model : kind.model;
  chat.system = kind.system;
  chat.prompt = kind.prompt;
  chat.max_tokens = kind.max_tokens;
  chat.marker = Marker{target.run, ordinal};
  chat.stream = kind.stream;
  Request request;
  if (target.dialect == Dialect::openai) {
    request.body = llm::write_chat_request(chat);
  } else {
    chat.max_tokens = kind.max_tokens.value_or(anthropic_max_tokens);
    request.body = llm::write_messages_request(chat);
  }
  request.head = request_head(target, request.body.size());
  return request;
}

}  // namespace gameday::load
