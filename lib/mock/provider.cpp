#include "mock/provider.hpp"

#include "base/assert.hpp"
#include "http/server.hpp"
#include "llm/request_reader.hpp"
#include "mock/api.hpp"
#include "mock/identity.hpp"
#include "mock/pace.hpp"
#include "mock/refusals.hpp"
#include "mock/script.hpp"
#include "mock/telling.hpp"
#include "rt/error.hpp"

namespace gameday::mock {
namespace {

using rt::IoError;

bool asks_for_health(const http::Head& request) {
  return (request.method == "GET" || request.method == "HEAD") && request.path() == "/health";
}

/// What a fault proxy in front told the mock, and what it is told in turn.
class Order {
 public:
  explicit Order(const http::Head& request) {
    const std::string_view field = request.fields.get(faults::answer_field);
    told_ = field.empty() ? std::nullopt : faults::from_field(field);
    understood_ = told_.has_value();
  }
  const std::optional<faults::MockAnswer>& told() const { return told_; }
  /// Without what requests are refused for, which this one has not.
  void spare() {
    told_->refuse.clear();
    if (*told_ == faults::MockAnswer{}) {
      told_.reset();
      obstacle_ = "not_asked";
    }
  }
  /// Says what became of it, in the head that goes out.
  void acknowledge(http::Fields& fields, std::string_view obstacle) const {
    if (understood_) {
      fields.set(faults::answer_field, !obstacle_.empty()  ? obstacle_
                                       : !obstacle.empty() ? obstacle
                                                           : faults::answer_done);
    }
  }

 private:
  std::optional<faults::MockAnswer> told_;
  bool understood_ = false;
  std::string_view obstacle_;
};

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
  rt::awaitable<error_code> chat(http::Exchange& exchange, const Asking& asking, const Order& order,
                                 Edge edge, LoggedRequest& entry);
  rt::awaitable<error_code> refuse(http::Exchange& exchange, llm::TrueAnswer said,
                                   LoggedRequest& entry);
  rt::awaitable<error_code> send(http::Exchange& exchange, llm::TrueAnswer answer);

  rt::World& world;
  const Options options;
  const std::string experiment;
  const Dice dice;
  const std::unique_ptr<Api> api;
  const RequestLog log;
  Visitors visitors;
  llm::RequestReader reader;
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
    llm::TrueAnswer well = health();
    Order(request).acknowledge(well.head.fields, "not_asked");
    co_await send(exchange, std::move(well));
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
    refusal = api->elsewhere(request, body, options.models, edge);
  }
  llm::RequestFacts facts;
  llm::Asked asked;
  if (!refusal) {
    facts = reader.read(body);
    asked = llm::read_asked(options.dialect, body);
    entry.model = facts.model;
    entry.streamed = facts.stream;
    refusal = api->refused(request, facts, asked, edge);
  }
  Order order(request);
  if (refusal) {
    order.acknowledge(refusal->head.fields,
                      refusal->head.status == 200 ? "not_asked" : "upstream_failed");
    const error_code ec = co_await refuse(exchange, *std::move(refusal), entry);
    co_return ec;
  }
  if (order.told() && !order.told()->refuse.empty()) {
    const auto why = refused_for(options.dialect, order.told()->refuse, asked, facts.model);
    if (why) {
      llm::TrueAnswer said = api->bad_request(*why, edge);
      order.acknowledge(said.head.fields, "");
      const error_code ec = co_await refuse(exchange, std::move(said), entry);
      co_return ec;
    }
    order.spare();
  }
  const auto now = std::chrono::floor<std::chrono::seconds>(world.clock.wall());
  const Asking asking{facts, asked, who, now.time_since_epoch().count()};
  const error_code ec = co_await chat(exchange, asking, order, edge, entry);
  co_return ec;
}

rt::awaitable<error_code> Provider::Parts::refuse(http::Exchange& exchange, llm::TrueAnswer said,
                                                  LoggedRequest& entry) {
  entry.status = said.head.status;
  const error_code ec = co_await send(exchange, std::move(said));
  co_return ec;
}

rt::awaitable<error_code> Provider::Parts::chat(http::Exchange& exchange, const Asking& asking,
                                                const Order& order, Edge edge,
                                                LoggedRequest& entry) {
  Pace pace = draw_pace(dice, asking.who, options, asking.facts.max_tokens);
  const Script script(dice, options.dialect, asking, pace, order.told());
  pace.tokens = script.pieces().size();
  edge.processing = asking.facts.stream ? pace.first_token : pace.total();
  const rt::Bound head{later(entry.asked, edge.processing), rt::Limit::none, &exchange.stop()};
  co_await rt::sleep(world, head);
  if (exchange.stop().requested()) {
    co_return rt::make_error_code(IoError::stopped);
  }
  entry.status = 200;
  error_code ec;
  if (asking.facts.stream) {
    Stream stream = api->stream(script.answer(), edge);
    order.acknowledge(stream.head.fields, script.obstacle());
    ec = co_await tell(world, exchange, std::move(stream), script.pieces(), pace, entry.asked);
  } else {
    llm::TrueAnswer whole = api->whole(script.answer(), edge);
    order.acknowledge(whole.head.fields, script.obstacle());
    ec = co_await send(exchange, std::move(whole));
  }
  co_return ec;
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
