#include "mock/api.hpp"

namespace gameday::mock {
namespace {

constexpr std::string_view models_path = "/v1/models";

}  // namespace

std::unique_ptr<Api> api_of(llm::Dialect dialect) {
  return dialect == llm::Dialect::anthropic ? anthropic_api() : openai_api();
}

http::Head stream_head() {
  http::Head head;
  head.status = 200;
  head.fields.add("Content-Type", "text/event-stream; charset=utf-8");
  head.fields.add("Cache-Control", "no-cache");
  return head;
}

std::optional<std::string_view> model_asked_for(const http::Head& request) {
  const std::string_view path = request.path();
  if ((request.method != "GET" && request.method != "HEAD") || !path.starts_with(models_path)) {
    return std::nullopt;
  }
  const std::string_view rest = path.substr(models_path.size());
  if (!rest.empty() && rest.front() != '/') {
    return std::nullopt;
  }
  return rest.empty() ? rest : rest.substr(1);
}

}  // namespace gameday::mock
