#include "mock/provider.hpp"

#include "base/assert.hpp"
#include "http/server.hpp"
#include "mock/api.hpp"
#include "mock/identity.hpp"
#include "mock/pace.hpp"
#include "mock/prose.hpp"
#include "mock/telling.hpp"
#include "rt/error.hpp"

namespace gameday::mock {
namespace {

using rt::IoError;

bool asks_for_health(const http::Head& request) {
  return (request.method == "GET" || request.method == "HEAD") && request.path() == "/health";
}

llm::TrueAnswer health() {
  llm::TrueAnswer answer;
  answer.body = R"({"status":"ok"})";
  answer.head = http::response_of(200, "application/json", answer.body.size());
  return answer;
}

Ending how_it_ended(const error_code& ec, rt::Why why) {
  if (!ec) {
    return Ending::complete;
  }
  if (why == rt::Why::shutdown) {
    return Ending::shutdown;
  }
  return ec == IoError::timed_out ? Ending::client_stalled : Ending::client_gone;
}

}  // namespace

struct Provider::Parts final : http::Handler {
  Parts(rt::World& the_world, Options the_options, Seed the_seed, std::string the_experiment,
        RequestLog the_log)
      : world(the_world),
        options(std::move(the_options)),
        experiment(std::move(the_experiment)),
        dice{the_seed, experiment, options.provider},
        api(api_of(options.dialect)),
        log(std::move(the_log)),
        server(the_world, *this) {}

  rt::awaitable<void> serve(http::Exchange& exchange) override;
  rt::awaitable<error_code> answer(http::Exchange& exchange, const std::string& body,
                                   LoggedRequest& entry);
  rt::awaitable<error_code> chat(http::Exchange& exchange, const llm::RequestFacts& facts,
                                 const Identity& who, Edge edge, LoggedRequest& entry);
  rt::awaitable<error_code> send(http::Exchange& exchange, llm::TrueAnswer answer);
  Answer draw_answer(const llm::RequestFacts& facts, const Identity& who, const Pace& pace) const;

  rt::World& world;
  const Options options;
  const std::string experiment;
  const Dice dice;
  const std::unique_ptr<Api> api;
  const RequestLog log;
  Visitors visitors;
  http::Server server;
};

rt::awaitable<void> Provider::Parts::serve(http::Exchange& exchange) {
  const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
  const result<std::string> body = co_await http::read_body(exchange, bound);
  if (!body) {
    co_return;  // the server answers for it, or the client has left
  }
  const http::Head& request = exchange.request();
  if (asks_for_health(request)) {
    co_await send(exchange, health());
    co_return;
  }
  LoggedRequest entry;
  entry.asked = world.now();
  entry.method = request.method;
  entry.path = request.path();
  entry.sdk_retry = request.fields.get("X-Stainless-Retry-Count");
  const error_code ec = co_await answer(exchange, *body, entry);
  entry.ended = world.now();
  entry.ending = how_it_ended(ec, exchange.stop().why());
  if (log) {
    log(entry);
  }
}

rt::awaitable<error_code> Provider::Parts::answer(http::Exchange& exchange, const std::string& body,
                                                  LoggedRequest& entry) {
  const http::Head& request = exchange.request();
  entry.marker = find_marker(body);
  const Identity who = visitors.next(entry.marker);
  entry.nth = who.nth;
  Edge edge;
  edge.id = dice.hash("mock/request_id", who);
  edge.wall = world.clock.wall();
  std::optional<llm::TrueAnswer> refusal = api->turned_away(request, edge);
  if (!refusal && (request.method != "POST" || request.path() != api->chat_path())) {
    refusal = api->elsewhere(request, options.models, edge);
  }
  llm::RequestFacts facts;
  if (!refusal) {
    facts = llm::read_request_facts(body);
    entry.model = facts.model;
    entry.streamed = facts.stream;
    refusal = api->refused(facts, edge);
  }
  if (refusal) {
    entry.status = refusal->head.status;
    const error_code ec = co_await send(exchange, std::move(*refusal));
    co_return ec;
  }
  const error_code ec = co_await chat(exchange, facts, who, edge, entry);
  co_return ec;
}

rt::awaitable<error_code> Provider::Parts::chat(http::Exchange& exchange,
                                                const llm::RequestFacts& facts, const Identity& who,
                                                Edge edge, LoggedRequest& entry) {
  const Pace pace = draw_pace(dice, who, options, facts.max_tokens);
  const Answer words = draw_answer(facts, who, pace);
  edge.processing = facts.stream ? pace.first_token : pace.total();
  const rt::Bound head{later(entry.asked, edge.processing), rt::Limit::none, &exchange.stop()};
  co_await rt::sleep(world, head);
  if (exchange.stop().requested()) {
    co_return rt::make_error_code(IoError::stopped);
  }
  entry.status = 200;
  error_code ec;
  if (facts.stream) {
    const auto tokens = tokens_of(words.text, pace.tokens);
    Stream stream = api->stream(words, edge);
    ec = co_await tell(world, exchange, std::move(stream), tokens, pace, entry.asked);
  } else {
    llm::TrueAnswer whole = api->whole(words, edge);
    ec = co_await send(exchange, std::move(whole));
  }
  co_return ec;
}

Answer Provider::Parts::draw_answer(const llm::RequestFacts& facts, const Identity& who,
                                    const Pace& pace) const {
  Answer answer;
  answer.id = dice.hash("mock/id", who);
  answer.model = facts.model;
  answer.created =
      std::chrono::floor<std::chrono::seconds>(world.clock.wall()).time_since_epoch().count();
  answer.text = prose(dice.stream("mock/text", who), pace.tokens);
  answer.cut = pace.cut;
  answer.include_usage = facts.include_usage;
  answer.prompt_tokens = facts.prompt_bytes / 4 + 7;  // about 4 bytes a token, 7 of framing
  answer.tokens = pace.tokens;
  return answer;
}

rt::awaitable<error_code> Provider::Parts::send(http::Exchange& exchange, llm::TrueAnswer answer) {
  const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
  const error_code ec =
      co_await http::respond(exchange, std::move(answer.head), std::move(answer.body), bound);
  co_return ec;
}

Provider::Provider(rt::World& world, Options options, Seed seed, std::string experiment,
                   RequestLog log) {
  CHECK(options.tokens_per_second.micro > 0, "a mock writes at some pace");
  parts_ = std::make_unique<Parts>(world, std::move(options), seed, std::move(experiment),
                                   std::move(log));
}
Provider::~Provider() = default;

result<rt::Address> Provider::start(const rt::Address& address) {
  return parts_->server.start(address);
}

rt::awaitable<void> Provider::stop(rt::Bound bound) {
  co_await parts_->server.stop(bound);
}

}  // namespace gameday::mock
