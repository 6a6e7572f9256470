#pragma once
// A provider that says what it is told, when it is told, and ends as it is told; and one driver
// that asks it, in virtual time.

#include <optional>
#include <string>
#include <vector>

#include "http/server.hpp"
#include "load/driver.hpp"
#include "record/memory_sink.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::load {

enum class Ending : std::uint8_t { clean, fin, reset, hang };

struct Piece {
  Duration wait{};  // before it
  std::string bytes;
};
struct Script {
  int status = 200;
  std::string content_type = "text/event-stream";  // empty: none
  std::vector<Piece> pieces;                       // of the body
  Ending ending = Ending::clean;
};

class ScriptedServer final : public http::Handler {
 public:
  ScriptedServer(rt::World& world, const Script& script) : world_(world), script_(script) {}

  rt::awaitable<void> serve(http::Exchange& exchange) override {
    rt::Bound bound;
    bound.stop = &exchange.stop();
    const auto body = co_await http::read_body(exchange, bound);
    heads.push_back(std::string(exchange.request_wire()));
    bodies.push_back(body ? *body : "");
    co_await exchange.write(head(), bound);
    for (const Piece& piece : script_.pieces) {
      co_await sleep(piece.wait, bound);
      if (!piece.bytes.empty()) {
        co_await exchange.write(chunk(piece.bytes), bound);
      }
    }
    co_await end(exchange, bound);
    if (!client_left && exchange.stop().why() == rt::Why::client_gone) {
      client_left = world_.now();
    }
    connections = exchange.connection();
  }

  std::vector<std::string> heads;
  std::vector<std::string> bodies;
  std::uint64_t connections = 0;
  std::optional<TimePoint> client_left;  // before the answer's end

 private:
  std::string head() const {
    std::string text = "HTTP/1.1 " + std::to_string(script_.status) + " X\r\n";
    if (!script_.content_type.empty()) {
      text += "Content-Type: " + script_.content_type + "\r\n";
    }
    return text + "Transfer-Encoding: chunked\r\n\r\n";
  }
  static std::string chunk(const std::string& bytes) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + bytes + "\r\n";
  }
  rt::awaitable<void> sleep(Duration wait, rt::Bound bound) {
    bound.due = later(world_.now(), wait);
    co_await rt::sleep(world_, bound);
  }
  rt::awaitable<void> end(http::Exchange& exchange, rt::Bound bound) {
    switch (script_.ending) {
      case Ending::clean:
        co_await exchange.write("0\r\n\r\n", bound);
        break;
      case Ending::fin:
        co_await exchange.end(End::close, bound);
        break;
      case Ending::reset:
        co_await exchange.end(End::reset, bound);
        break;
      case Ending::hang:
        co_await rt::sleep(world_, bound);
        break;
    }
  }

  rt::World& world_;
  const Script& script_;
};

struct Asked {
  std::vector<record::RequestRecord> records;
  std::vector<std::string> heads;
  std::vector<std::string> bodies;
  std::uint64_t connections = 0;
  std::optional<TimePoint> client_left;  // before the answer's end
};

inline rt::awaitable<void> ask_all(rt::World& world, const Script& script, const Options& options,
                                   std::vector<Arrival> arrivals, llm::Dialect dialect,
                                   Asked& asked) {
  ScriptedServer handler(world, script);
  http::Server server(world, handler);
  const auto address = server.start(rt::Address{"127.0.0.1", 0});
  Target target;
  target.address = *address;
  target.dialect = dialect;
  target.model = "m";
  target.api_key = "sk-test";
  record::MemorySink sink;
  {
    Driver driver(world, options, target, sink);
    const rt::Stop stop;
    co_await driver.run(arrivals, world.now(), stop);
  }
  rt::Bound bound;
  bound.due = later(world.now(), 1s);
  co_await server.stop(bound);
  asked.records = sink.records().requests;
  asked.heads = handler.heads;
  asked.bodies = handler.bodies;
  asked.connections = handler.connections;
  asked.client_left = handler.client_left;
}

inline Options streaming(Duration timeout = 60s) {
  Options options;
  options.timeout = timeout;
  RequestKind kind;
  kind.prompt = "Why did it fail?";
  kind.stream = true;
  options.kinds = {kind};
  return options;
}

inline Asked ask(const Script& script, const Options& options = streaming(),
                 std::vector<Arrival> arrivals = {Arrival{}},
                 llm::Dialect dialect = llm::Dialect::openai) {
  Asked asked;
  rt::VirtualWorld world{Seed(1)};
  world.run(ask_all(world.world(), script, options, std::move(arrivals), dialect, asked));
  return asked;
}

}  // namespace gameday::load
