#include "gateway/routes.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/json_writer.hpp"

namespace gameday::gateway {

namespace {

http::Response page_of(int status, std::string_view content_type, std::string body) {
  http::Response response;
  response.head = http::response_of(status, content_type, body.size());
  response.body = std::move(body);
  return response;
}

constexpr std::string_view embeddings_path = "/v1/embeddings";

void write_models(JsonWriter& json, const std::vector<Target>& chain) {
  for (const Target& target : chain) {
    json.object();
    json.key("id").text(fmt::format("{}/{}", target.provider, target.model));
    json.key("object").text("model").key("created").number(0);
    json.key("owned_by").text(target.provider).end();
  }
}

}  // namespace

rt::awaitable<void> Routes::serve(http::Exchange& exchange) {
  const http::Head& request = exchange.request();
  if (request.method == "POST" && request.path() == "/v1/chat/completions") {
    co_await chat_.serve(exchange);
    co_return;
  }
  if (embeddings_ != nullptr && request.method == "POST" && request.path() == embeddings_path) {
    co_await embeddings_->serve(exchange);
    co_return;
  }
  http::Response answer = page(request);
  rt::Bound bound;
  bound.stop = &exchange.stop();
  const TimePoint due = later(world_.now(), http::Limits().write_time);
  co_await http::respond(exchange, std::move(answer.head), std::move(answer.body),
                         bound.tighter(due, rt::Limit::write));
}

http::Response Routes::page(const http::Head& request) const {
  if (request.method == "GET" || request.method == "HEAD") {
    if (request.path() == "/v1/models") {
      return page_of(200, "application/json", models());
    }
    if (request.path() == "/health") {
      return page_of(200, "application/json", R"({"status":"ok"})");
    }
    if (request.path() == "/metrics") {
      return page_of(200, "text/plain; version=0.0.4; charset=utf-8", metrics_.text(world_.now()));
    }
  }
  return not_found(request);
}

std::string Routes::models() const {
  std::string out;
  JsonWriter json(out);
  json.object().key("object").text("list").key("data").array();
  write_models(json, options_.chain);
  write_models(json, options_.embeddings);
  json.end().end();
  return out;
}

http::Response Routes::not_found(const http::Head& request) const {
  ErrorAnswer answer;
  answer.status = 404;
  answer.type = "invalid_request_error";
  answer.code = "unknown_url";
  answer.message = fmt::format("Unknown request URL: {} {}", request.method, request.path());
  if (request.path() == embeddings_path && embeddings_ == nullptr) {
    answer.message +=
        R"(; the gateway's config names no chain for it: "embeddings": ["openai/MODEL"])";
  }
  return to_response(answer);
}

}  // namespace gameday::gateway
