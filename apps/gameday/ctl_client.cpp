#include "ctl_client.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/one_line.hpp"
#include "base/url.hpp"
#include "http/client.hpp"
#include "rt/real_world.hpp"

namespace gameday::app {
namespace {

constexpr Duration longest_call = 30s;
constexpr std::size_t longest_message = 500;

std::string with_scheme(const std::string& host) {
  return host.find("://") == host.npos ? "http://" + host : host;
}

/// The API's own words: `{"error": "proxy not found", "status": 404}`.
std::string words_of(const http::Response& answer) {
  const auto json = nlohmann::json::parse(answer.body, nullptr, false);
  if (json.is_object() && json.contains("error") && json["error"].is_string()) {
    return fmt::format("HTTP {}: {}", answer.head.status,
                       one_line(json["error"].get<std::string>(), longest_message));
  }
  return fmt::format("HTTP {}: {}", answer.head.status, one_line(answer.body, longest_message));
}

std::string why_not(const std::string& host, const http::CallError& error) {
  if (error.step == http::Step::connect) {
    return fmt::format(
        "nobody answers on {} ({}); start a proxy with `gameday proxy`, or say where it is with "
        "--host or TOXIPROXY_URL",
        host, error.ec.message());
  }
  return fmt::format("{} broke off: {}", host, error.ec.message());
}

http::Head head_of(const std::string& method, const std::string& path, const std::string& token) {
  http::Head head;
  head.method = method;
  head.target = path;
  head.fields.add("User-Agent", std::string("gameday-ctl/") + GAMEDAY_VERSION);
  head.fields.add("Content-Type", "application/json");
  head.fields.add("Connection", "close");
  if (!token.empty()) {
    head.fields.add("Authorization", "Bearer " + token);
  }
  return head;
}

}  // namespace

ControlClient::ControlClient(std::string host, std::string token)
    : host_(with_scheme(host)), token_(std::move(token)) {}

ControlAnswer ControlClient::ask(const std::string& method, const std::string& path,
                                 const std::string& body) const {
  ControlAnswer said;
  const auto url = parse_url(host_);
  if (!url || url.value->tls) {
    said.problem = url ? "--host: https is not spoken here; the control API is plain HTTP"
                       : fmt::format("--host {}; write http://localhost:8474", url.problem);
    return said;
  }
  const auto call = [&](rt::World& world) -> rt::awaitable<void> {
    http::Pool pool(world, rt::Address{url.value->host, url.value->port});
    const rt::Bound bound{later(world.now(), longest_call), rt::Limit::total, nullptr};
    http::Head head = head_of(method, url.value->path + path, token_);
    const auto answer = co_await http::fetch(pool, std::move(head), body, bound);
    if (!answer) {
      said.problem = why_not(host_, answer.error());
      co_return;
    }
    said.body = answer->body;
    if (answer->head.status < 200 || answer->head.status > 299) {
      said.problem = words_of(*answer);
    }
  };
  rt::RealWorld world(rt::Epoch::start(), Seed(0));
  world.run(call(world.world()));
  return said;
}

}  // namespace gameday::app
