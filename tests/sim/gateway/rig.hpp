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

/// One write of a streamed body: a chunk of its own, or bytes outside the framing.
struct Write {
  std::string bytes;
  Duration after{};
  bool raw = false;
};
enum class Tail { end, fin, reset, hang };

struct Play {
  enum class How { answer, stream, reset_head, cut_body };
  int status = 200;
  std::string body;  // empty: a good answer, streamed where that was asked for
  std::vector<http::Field> fields;
  Duration takes = 100ms;  // until the head
  How how = How::answer;
  std::vector<Write> writes;  // of a stream
  Tail tail = Tail::end;
};
Play play(int status, std::string body = "", std::vector<http::Field> fields = {});
/// A 503 at once.
Play dead();
Play streamed(const std::vector<std::string>& events, Tail tail = Tail::end);

/// Plays by the key; the last of a list goes on for ever, no list answers well, in the dialect of
/// the path. Any key of a provider may stand for all of them as "".
class ScriptedProvider final : public http::Handler {
 public:
  explicit ScriptedProvider(rt::World& world) : world_(world), server_(world, *this) {}

  struct Seen {
    http::Head head;
    std::string body;
    TimePoint at{};
    TimePoint left = never;  // when the gateway hung up before the end of the answer
    std::uint64_t connection = 0;
    std::size_t writes = 0;  // of a stream, that were taken
  };
  rt::awaitable<void> serve(http::Exchange& exchange) override;
  http::Server& server() { return server_; }

  std::map<std::string, std::deque<Play>> plays;
  std::vector<Seen> seen;

 private:
  Play next_play(const http::Head& request);
  rt::awaitable<bool> pause(http::Exchange& exchange, std::size_t place, Duration time);
  rt::awaitable<void> stream(http::Exchange& exchange, std::size_t place, const Play& play);

  rt::World& world_;
  http::Server server_;
};

/// The safe defaults, without jitter so that times are exact.
Options tuned();
/// What most gateways come with.
Options untuned();

/// What a client understands of a streamed answer.
struct Streamed {
  std::string text;
  std::string finish;  // empty: none was said
  std::string error;   // the code of the error that ended it
  std::string error_type;
  bool done = false;
  bool usage = false;
};
Streamed read_stream(std::string_view body);

/// The trail without its times: `openai/a:429 lifeboat/l:200`.
std::string tries(const http::Response& response);

/// A client's request; named before it is awaited.
struct Ask {
  Ask() = default;
  std::string path = "/v1/chat/completions";
  std::string body = R"({"model":"m","messages":[]})";
  std::vector<http::Field> fields;
  rt::Bound bound;
};
/// A streamed one.
Ask streaming();

class Rig {
 public:
  explicit Rig(Options options, Around around = {});

  using Act = std::function<rt::awaitable<void>(Rig&)>;
  /// Starts all, acts as the client, stops all; time is counted from the start.
  void run(Act act);

  rt::awaitable<http::Response> get(std::string path);
  rt::awaitable<http::Response> ask();
  rt::awaitable<http::Response> ask(Ask ask);
  rt::awaitable<std::string> metrics();
  /// Whole milliseconds since the last ask() began.
  std::int64_t took() const;
  rt::World& world() { return world_; }
  rt::Address address() const { return pool_->address(); }
  Gateway& gateway() { return gateway_; }

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
