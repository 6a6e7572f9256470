#include "mock/provider.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "http/server.hpp"
#include "mock/identity.hpp"
#include "mock/openai_answers.hpp"
#include "mock/prose.hpp"

namespace gameday::mock {
namespace {

constexpr std::string_view models_path = "/v1/models";
constexpr std::string_view chat_path = "/v1/chat/completions";
constexpr std::string_view bearer = "Bearer ";

bool has_key(const http::Head& request) {
  const std::string_view credential = request.fields.get("Authorization");
  return credential.size() > bearer.size() &&
         http::same_name(credential.substr(0, bearer.size()), bearer);
}

// How long `tokens` take at a rate; whole nanoseconds, 128 bits because 10^15 of them overflow.
Duration writing_time(std::uint64_t tokens, PerSecond rate) {
  __extension__ using Wide = unsigned __int128;
  const Wide nanos = Wide{tokens} * 1'000'000'000U * 1'000'000U / rate.micro;
  return Duration(static_cast<std::int64_t>(nanos));
}

}  // namespace

struct Provider::Parts final : http::Handler {
  Parts(rt::World& the_world, Options the_options, Seed the_seed, std::string the_experiment)
      : world(the_world),
        options(std::move(the_options)),
        seed(the_seed),
        experiment(std::move(the_experiment)),
        server(the_world, *this) {}

  rt::awaitable<void> serve(http::Exchange& exchange) override;
  rt::awaitable<void> chat(http::Exchange& exchange, std::string body);
  rt::awaitable<void> send(http::Exchange& exchange, Message message);
  Message other(const http::Head& request);
  llm::OpenAiFields fields(const Identity& who) const;

  rt::World& world;
  const Options options;
  const Seed seed;
  const std::string experiment;
  const Dice dice{seed, experiment, options.provider};
  Visitors visitors;
  http::Server server;
};

rt::awaitable<void> Provider::Parts::serve(http::Exchange& exchange) {
  const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
  result<std::string> body = co_await http::read_body(exchange, bound);
  if (!body) {
    co_return;  // the server answers for it, or the client has left
  }
  const http::Head& request = exchange.request();
  if (request.method == "POST" && request.path() == chat_path && has_key(request)) {
    co_await chat(exchange, std::move(*body));
    co_return;
  }
  Message message = other(request);
  co_await send(exchange, std::move(message));
}

rt::awaitable<void> Provider::Parts::chat(http::Exchange& exchange, std::string body) {
  const TimePoint asked = world.now();
  const WallTime wall = world.clock.wall();
  const llm::RequestFacts facts = llm::read_request_facts(body);
  const Identity who = visitors.next(find_marker(body));
  llm::OpenAiFields edge = fields(who);
  std::optional<Message> refused = refusal_of(facts, edge);
  if (refused) {
    co_await send(exchange, std::move(*refused));
    co_return;
  }

  const Duration first_token = dice.stream("mock/first_token", who).lognormal(options.first_token);
  const std::uint64_t wanted = dice.stream("mock/tokens", who).lognormal(options.tokens);
  const std::uint64_t most = std::max<std::uint64_t>(1, facts.max_tokens.value_or(wanted));
  const std::uint64_t tokens = std::min(wanted, most);
  edge.processing = first_token + writing_time(tokens, options.tokens_per_second);
  const rt::Bound wait{asked + edge.processing, rt::Limit::none, &exchange.stop()};
  co_await rt::sleep(world, wait);
  if (exchange.stop().requested()) {
    co_return;
  }

  llm::ChatAnswer answer;
  answer.id = "chatcmpl-" + llm::hex16(dice.hash("mock/id", who));
  answer.model = facts.model;
  answer.created = std::chrono::floor<std::chrono::seconds>(wall).time_since_epoch().count();
  answer.text = prose(dice.stream("mock/text", who), tokens);
  answer.finish_reason = tokens < wanted ? "length" : "stop";
  answer.prompt_tokens = facts.prompt_bytes / 4 + 7;  // about 4 bytes a token, 7 of framing
  answer.completion_tokens = tokens;
  Message message = json_answer(200, llm::write_chat_answer(answer), edge);
  co_await send(exchange, std::move(message));
}

rt::awaitable<void> Provider::Parts::send(http::Exchange& exchange, Message message) {
  const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
  co_await http::respond(exchange, std::move(message.head), std::move(message.body), bound);
}

/// Everything that is not a chat completion with a key.
Message Provider::Parts::other(const http::Head& request) {
  const std::string_view path = request.path();
  const bool get = request.method == "GET" || request.method == "HEAD";
  if (get && path == "/health") {
    Message health;
    health.body = R"({"status":"ok"})";
    health.head = http::response_of(200, "application/json", health.body.size());
    return health;
  }
  const llm::OpenAiFields edge = fields(visitors.next(std::nullopt));
  if (!has_key(request)) {
    return no_key(edge);
  }
  if (get && path == models_path) {
    return model_list(options.models, edge);
  }
  if (get && path.starts_with(models_path) && path[models_path.size()] == '/') {
    return model_named(options.models, path.substr(models_path.size() + 1), edge);
  }
  return no_such_url(request, edge);
}

llm::OpenAiFields Provider::Parts::fields(const Identity& who) const {
  llm::OpenAiFields edge;
  edge.id = dice.hash("mock/request_id", who);
  edge.processing = 3ms;
  return edge;
}

Provider::Provider(rt::World& world, Options options, Seed seed, std::string experiment) {
  CHECK(options.tokens_per_second.micro > 0, "a mock writes at some pace");
  parts_ = std::make_unique<Parts>(world, std::move(options), seed, std::move(experiment));
}
Provider::~Provider() = default;

result<rt::Address> Provider::start(const rt::Address& address) {
  return parts_->server.start(address);
}

rt::awaitable<void> Provider::stop(rt::Bound bound) {
  co_await parts_->server.stop(bound);
}

}  // namespace gameday::mock
