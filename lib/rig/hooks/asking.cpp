#include "rig/hooks/asking.hpp"

#include <fmt/format.h>

#include "base/endpoint.hpp"
#include "rt/tls_error.hpp"

namespace gameday::rig {
namespace {

constexpr std::size_t longest_head = 16 * 1024;  // of an answer of which only the status counts

std::string message_of(const Question& question, const Endpoint& endpoint) {
  http::Head head;
  head.method = question.method;
  head.target = endpoint.target;
  head.fields.add("Host", host_field(endpoint.url));
  head.fields.add("User-Agent", "gameday");
  head.fields.add("Connection", "close");
  for (const auto& [name, value] : question.headers) {
    head.fields.add(name, value);
  }
  if (!question.body.empty()) {
    head.fields.add("Content-Length", fmt::format("{}", question.body.size()));
  }
  return http::write_request_head(head) + question.body;
}

std::string words(const http::CallError& error) {
  if (error.malformed != http::Malformed::none) {
    return "what came is no HTTP answer";
  }
  if (rt::is_tls_error(error.ec)) {
    return error.ec.message();  // says itself that it is about TLS
  }
  const char* step = "while connecting";
  switch (error.step) {
    case http::Step::connect:
      break;
    case http::Step::tls:
      step = "in the TLS handshake";
      break;
    case http::Step::write:
      step = "while sending";
      break;
    case http::Step::head:
    case http::Step::body:
      step = "before an answer";
  }
  return fmt::format("{} {}", error.ec.message(), step);
}

}  // namespace

rt::awaitable<Answered> ask(rt::World& world, Question question, rt::Bound bound) {
  Answered answered;
  const auto endpoint = parse_endpoint(question.url);
  if (!endpoint) {
    answered.problem = "the URL " + endpoint.problem;
    co_return answered;
  }
  http::PoolOptions options;
  options.limits.head = longest_head;
  if (endpoint.value->url.tls) {
    const auto trust = rt::tls_trust();
    if (!trust) {
      answered.problem = trust.error().message();
      co_return answered;
    }
    options.tls = *trust;
  }
  const rt::Address address{endpoint.value->url.host, endpoint.value->url.port};
  http::Pool pool(world, address, options);
  std::string message = message_of(question, *endpoint.value);
  const auto call = co_await http::ask(pool, question.method, std::move(message), bound);
  if (call) {
    answered.status = (*call)->head().status;
  } else {
    answered.problem = words(call.error());
  }
  co_return answered;
}

std::string failure_words(const Answered& answered) {
  if (answered.status == 0) {
    return answered.problem;
  }
  if (answered.status >= 200 && answered.status < 300) {
    return {};
  }
  const bool redirect = answered.status >= 300 && answered.status < 400;
  return fmt::format("answered {}{}", answered.status,
                     redirect ? ", and redirects are not followed" : "");
}

}  // namespace gameday::rig
