#pragma once
// A gateway between a client and two scripted providers, all in memory: openai (keys a and b) and
// lifeboat (key l). Times are exact.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/gateway.hpp"
#include "http/client.hpp"
#include "http/server.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::gateway::test {

struct Play {
  enum class How { answer, reset_head, cut_body };
  int status = 200;
  std::string body;  // empty: a good answer
  std::vector<http::Field> fields;
  Duration takes = 100ms;
  How how = How::answer;
};
Play play(int status, std::string body = "", std::vector<http::Field> fields = {});

/// Plays by the bearer token; the last of a list goes on for ever, no list answers well.
class ScriptedProvider final : public http::Handler {
 public:
  explicit ScriptedProvider(rt::World& world) : world_(world), server_(world, *this) {}

  struct Seen {
    http::Head head;
    std::string body;
    TimePoint at{};
    TimePoint left = never;  // when the gateway hung up before the answer
  };
  rt::awaitable<void> serve(http::Exchange& exchange) override;
  http::Server& server() { return server_; }

  std::map<std::string, std::deque<Play>> plays;
  std::vector<Seen> seen;

 private:
  rt::World& world_;
  http::Server server_;
};

/// The safe defaults, without jitter so that times are exact.
Options tuned();
/// What most gateways come with.
Options untuned();

/// A client's request; named before it is awaited.
struct Ask {
  Ask() = default;
  std::string body = R"({"model":"m","messages":[]})";
  std::vector<http::Field> fields;
  rt::Bound bound;
};

class Rig {
 public:
  explicit Rig(Options options);

  using Act = std::function<rt::awaitable<void>(Rig&)>;
  /// Starts all, acts as the client, stops all; time is counted from the start.
  void run(Act act);

  rt::awaitable<http::Response> get(std::string path);
  rt::awaitable<http::Response> ask();
  rt::awaitable<http::Response> ask(Ask ask);
  /// Whole milliseconds since the last ask() began.
  std::int64_t took() const;
  rt::World& world() { return world_; }

  rt::VirtualWorld virtual_world;

 private:
  rt::awaitable<void> act_out(Act act);

  rt::World& world_;
  TimePoint asked_{};

 public:
  ScriptedProvider openai;
  ScriptedProvider lifeboat;

 private:
  Gateway gateway_;
  std::unique_ptr<http::Pool> pool_;
};

}  // namespace gameday::gateway::test
