#include "gateway/routes.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/percent.hpp"
#include "gateway/access_log.hpp"
#include "gateway/delivery.hpp"
#include "gateway/metrics_text.hpp"
#include "gateway/policies.hpp"
#include "gateway/readiness.hpp"

namespace gameday::gateway {

namespace {

constexpr std::string_view json_type = "application/json";

http::Response page_of(int status, std::string_view content_type, std::string body) {
  http::Response response;
  response.head = http::response_of(status, content_type, body.size());
  response.body = std::move(body);
  return response;
}

constexpr std::string_view embeddings_path = "/v1/embeddings";

http::Response not_found(std::string code, std::string message) {
  ErrorAnswer answer;
  answer.status = 404;
  answer.type = "invalid_request_error";
  answer.code = std::move(code);
  answer.message = std::move(message);
  return to_response(answer);
}

void write_model(JsonWriter& json, const Target& target, const std::string& id) {
  json.object();
  json.key("id").text(id);
  json.key("object").text("model").key("created").number(0);
  json.key("owned_by").text(target.provider).end();
}

}  // namespace

rt::awaitable<void> Routes::serve(http::Exchange& exchange) {
  const http::Head& request = exchange.request();
  if (request.method == "POST" && request.path() == "/v1/chat/completions") {
    co_await chat_.serve(exchange);
    co_return;
  }
  if (request.method == "POST" && request.path() == embeddings_path &&
      !front_.setup->options.embeddings.empty()) {
    co_await embeddings_.serve(exchange);
    co_return;
  }
  // Of this request, whatever comes while its answer is being written.
  const SetupPtr setup = front_.setup;
  const std::uint64_t id = ++front_.seen;
  Told told(front_.world.now());
  http::Response answer = page(request);
  told.status = answer.head.status;
  told.how = told.status == 401 ? Ended::unauthorized : Ended::ok;
  const error_code unsent =
      co_await http::respond(exchange, std::move(answer.head), std::move(answer.body),
                             writing(exchange, front_.world.now()));
  if (unsent) {
    told.how = cut_short(exchange);
  }
  told.ended = front_.world.now();
  log(request, told, id, *setup);
}

void Routes::log(const http::Head& request, const Told& told, std::uint64_t id,
                 const Setup& setup) {
  if (front_.around.access_log == nullptr) {
    return;
  }
  const policy::Trail none;
  const std::string outcome = told.how == Ended::ok ? "page" : outcome_text(told.how, told.why);
  const AccessEntry entry{id,
                          front_.world.clock.wall() - (told.ended - told.arrived),
                          request,
                          told,
                          outcome,
                          {},
                          {},
                          none,
                          setup.options.chain,
                          {},
                          {}};
  front_.around.access_log->add(access_line(entry));
}

http::Response Routes::page(const http::Head& request) const {
  const std::string_view path = request.path();
  const bool known = front_.setup->entrance.admits(request.fields);
  if (!known && path != "/health" && path != "/ready") {
    return to_response(unauthorized());
  }
  if (request.method == "GET" || request.method == "HEAD") {
    constexpr std::string_view one_model = "/v1/models/";
    if (path == "/v1/models") {
      return models();
    }
    if (path.starts_with(one_model) && path.size() > one_model.size()) {
      return model(path.substr(one_model.size()));
    }
    if (path == "/health") {
      return page_of(200, json_type, R"({"status":"ok"})");
    }
    if (path == "/ready") {
      return ready(known);
    }
    if (path == "/metrics") {
      return metrics();
    }
    if (path == "/debug/policies") {
      return page_of(200, json_type, policies_json(*front_.setup));
    }
  }
  std::string what = fmt::format("Unknown request URL: {} {}", request.method, path);
  if (path == embeddings_path && front_.setup->options.embeddings.empty()) {
    what += R"(; the gateway's config names no chain for it: "embeddings": ["openai/MODEL"])";
  }
  return not_found("unknown_url", std::move(what));
}

/// A load balancer shows no token: it is told yes or no, and only who is known hears about keys.
http::Response Routes::ready(bool known) const {
  Readiness readiness = readiness_of(*front_.setup, front_.leaving, front_.world.now());
  if (!known) {
    readiness.json = readiness.ready ? R"({"ready":true})" : R"({"ready":false})";
  }
  return page_of(readiness.ready ? 200 : 503, json_type, std::move(readiness.json));
}

http::Response Routes::metrics() const {
  const TimePoint now = front_.world.now();
  const bool ready = readiness_of(*front_.setup, front_.leaving, now).ready;
  const record::Lines* log = front_.around.access_log;
  const Scrape scrape{front_.metrics,
                      front_.forms,
                      *front_.setup,
                      now,
                      front_.around.version,
                      ready,
                      log != nullptr ? log->dropped() : 0,
                      front_.reloaded,
                      front_.kept};
  return page_of(200, "text/plain; version=0.0.4; charset=utf-8", metrics_text(scrape));
}

http::Response Routes::models() const {
  std::string out;
  JsonWriter json(out);
  json.object().key("object").text("list").key("data").array();
  for (const Operation operation : {Operation::chat, Operation::embeddings}) {
    for (const Target& target : chain_of(front_.setup->options, operation)) {
      write_model(json, target, name_of(target));
    }
  }
  json.end().end();
  return page_of(200, json_type, std::move(out));
}

/// `id` as it stands in the path: its slash may be encoded, as SDKs do.
http::Response Routes::model(std::string_view id) const {
  const std::string asked = percent_decoded(id).value_or(std::string(id));
  for (const Operation operation : {Operation::chat, Operation::embeddings}) {
    for (const Target& target : chain_of(front_.setup->options, operation)) {
      if (name_of(target) == asked) {
        std::string out;
        JsonWriter json(out);
        write_model(json, target, asked);
        return page_of(200, json_type, std::move(out));
      }
    }
  }
  return not_found("model_not_found", fmt::format("The model '{}' does not exist.", asked));
}

}  // namespace gameday::gateway
