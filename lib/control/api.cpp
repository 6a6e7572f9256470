#include "control/api.hpp"

#include "control/guards.hpp"
#include "control/limits.hpp"
#include "control/operations.hpp"
#include "http/server.hpp"
#include "rt/clock.hpp"

namespace gameday::control {
namespace {

http::Limits limits() {
  http::Limits limits;
  limits.body = largest_body;
  limits.head_time = read_time;
  limits.body_time = read_time;
  limits.idle_time = idle_time;
  limits.write_time = write_time;
  limits.connections = 256;  // of tests and people; each may hold a body
  return limits;
}

bool is_loopback(std::string_view host) {
  return host.starts_with("127.") || host == "::1" || host == "localhost";
}

/// Twenty letters as of github.com/rs/xid, which clients may log but not take apart.
std::string request_id(const Seed& seed, std::uint64_t number) {
  constexpr std::string_view letters = "0123456789abcdefghijklmnopqrstuv";
  std::string id;
  Rng rng = seed.stream("control/request", number);
  while (id.size() < 20) {
    id += letters[rng.below(letters.size())];
  }
  return id;
}

http::Head head_of(const Reply& reply) {
  http::Head head;
  head.status = reply.status;
  head.reason = http::reason_of(reply.status);
  if (!reply.type.empty()) {
    head.fields.add("Content-Type", reply.type);
  }
  if (reply.type == plain_type) {  // as Go's helper for errors
    head.fields.add("X-Content-Type-Options", "nosniff");
  }
  return head;
}

/// Once its bound is over, what waits in the set has no more time.
class Patience final : private rt::Timer, private rt::StopListener {
 public:
  Patience(rt::Clock& clock, const rt::Bound& bound, ProxySet& set) : clock_(clock), set_(set) {
    if (bound.due != never) {
      clock_.at(bound.due, *this);
    }
    if (bound.stop != nullptr) {
      bound.stop->listen(*this);
    }
  }
  ~Patience() { clock_.drop(*this); }
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

 private:
  void fired(TimePoint) override { set_.give_up(); }
  void stopped() noexcept override { set_.give_up(); }

  rt::Clock& clock_;
  ProxySet& set_;
};

}  // namespace

struct Api::Parts final : http::Handler {
  Parts(rt::World& the_world, ApiOptions the_options)
      : world(the_world),
        options(std::move(the_options)),
        set(the_world),
        server(the_world, *this, limits()) {
    guards.token = options.token;
  }

  rt::awaitable<void> serve(http::Exchange& exchange) override;
  rt::awaitable<void> send(http::Exchange& exchange, http::Head head, std::string body);
  rt::awaitable<void> turn_away(http::Exchange& exchange, ApiError error);
  rt::awaitable<void> serve_found(http::Exchange& exchange, Route route, std::string body);
  rt::awaitable<void> send_events(http::Exchange& exchange);
  rt::awaitable<error_code> write_events(http::Exchange& exchange, std::string_view bytes);

  rt::World& world;
  const ApiOptions options;
  ProxySet set;
  Guards guards;
  std::uint64_t requests = 0;
  http::Server server;
};

rt::awaitable<void> Api::Parts::serve(http::Exchange& exchange) {
  if (std::optional<ApiError> refused = guards.refuse(exchange.request())) {
    ApiError error = std::move(*refused);
    co_await turn_away(exchange, std::move(error));
    co_return;
  }
  // The whole of it: one that sends a byte now and then is not waited for.
  const rt::Bound reading{later(world.now(), read_time), rt::Limit::total, nullptr};
  result<std::string> read = co_await http::read_body(exchange, reading);
  if (!read) {
    co_return;  // the server says why
  }
  const http::Head& request = exchange.request();
  Route found =
      route(request.method, request.target, options.proxy_metrics || options.runtime_metrics);
  Reply reply;
  switch (found.what) {
    case Route::What::found: {
      std::string body = std::move(*read);
      co_await serve_found(exchange, std::move(found), std::move(body));
      co_return;
    }
    case Route::What::unknown:
      reply = Reply(404, plain_type, "404 page not found\n");
      break;
    case Route::What::wrong_method:
      reply = Reply(405, "", "");
      break;
    case Route::What::moved:
      reply = Reply(301, "", "");
      break;
    case Route::What::malformed:
      reply = Reply(400, plain_type, "400 Bad Request");
      break;
  }
  http::Head head = head_of(reply);
  if (found.what == Route::What::moved) {
    head.fields.add("Location", found.location);
  }
  co_await send(exchange, std::move(head), std::move(reply.body));
}

rt::awaitable<void> Api::Parts::serve_found(http::Exchange& exchange, Route route,
                                            std::string body) {
  Reply reply(403, plain_type, "User agent not allowed\n");
  // Toxiproxy's guard against web pages; a page can get around it, hence Guards.
  const bool page = exchange.request().fields.get("User-Agent").starts_with("Mozilla/");
  if (!page && route.operation == Operation::events && !set.feed().full()) {
    co_await send_events(exchange);
    co_return;
  }
  if (!page) {
    reply = co_await operate(set, options, std::move(route), std::move(body));
  }
  http::Head head = head_of(reply);
  head.fields.add("X-Toxiproxy-Request-Id", request_id(world.seed, ++requests));
  co_await send(exchange, std::move(head), std::move(reply.body));
}

/// Until the client leaves or the API stops.
rt::awaitable<void> Api::Parts::send_events(http::Exchange& exchange) {
  EventFeed::Listener listener(set.feed());
  exchange.close_after();
  std::string events =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
      "Connection: close\r\n\r\n: what faults and toxics do, as it happens\n\n";
  error_code lost = co_await write_events(exchange, events);
  while (!lost && !set.feed().closed() && !exchange.stop().requested()) {
    const rt::Bound beat{later(world.now(), beat_time), rt::Limit::idle, &exchange.stop()};
    events = co_await listener.next(beat);
    if (events.empty()) {
      events = ":\n\n";
    }
    lost = co_await write_events(exchange, events);
  }
}

rt::awaitable<error_code> Api::Parts::write_events(http::Exchange& exchange,
                                                   std::string_view bytes) {
  const rt::Bound writing{later(world.now(), write_time), rt::Limit::write, nullptr};
  co_return co_await exchange.write(bytes, writing);
}

rt::awaitable<void> Api::Parts::turn_away(http::Exchange& exchange, ApiError error) {
  Reply reply = refusal(error);
  http::Head head = head_of(reply);
  if (error.status == 401) {
    head.fields.add("WWW-Authenticate", "Bearer");
  }
  co_await send(exchange, std::move(head), std::move(reply.body));
}

rt::awaitable<void> Api::Parts::send(http::Exchange& exchange, http::Head head, std::string body) {
  const rt::Bound writing{later(world.now(), write_time), rt::Limit::write, nullptr};
  co_await http::respond(exchange, std::move(head), std::move(body), writing);
}

Api::Api(rt::World& world, ApiOptions options)
    : parts_(std::make_unique<Parts>(world, std::move(options))) {}
Api::~Api() = default;

result<rt::Address> Api::start(const rt::Address& address) {
  const result<rt::Address> bound = parts_->server.start(address);
  if (bound) {
    parts_->guards.local_only = is_loopback(bound->host);
    parts_->guards.own_name = address.host;
  }
  return bound;
}

rt::awaitable<std::optional<std::string>> Api::populate(std::string json) {
  answer<std::vector<ProxyBody>> read = read_proxies(json);
  if (!read) {
    co_return read.error().text;
  }
  std::vector<ProxyBody> proxies = std::move(*read);
  const Populated populated = co_await parts_->set.populate(std::move(proxies));
  std::optional<std::string> problem;
  if (populated.error) {
    problem = populated.error->text;
  }
  co_return problem;
}

std::size_t Api::proxies() const {
  return parts_->set.all().size();
}

rt::awaitable<void> Api::stop(rt::Bound bound) {
  parts_->set.feed().close();
  const Patience patience(parts_->world.clock, bound, parts_->set);
  co_await parts_->server.stop(bound);
  co_await parts_->set.close(bound);
}

}  // namespace gameday::control
