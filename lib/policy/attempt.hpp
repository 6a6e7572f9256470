#pragma once
// One attempt is a function; every policy wraps one and is itself one.
//
// Layers share the Call, own their Try, and know no neighbour. Failures are values; nothing throws
// across run(). Single thread: one replica is one world with one set of rings and breakers.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "http/message.hpp"
#include "policy/answer_form.hpp"
#include "policy/hold.hpp"
#include "policy/trail.hpp"
#include "rt/coroutine.hpp"

namespace gameday::policy {

using RequestId = std::uint64_t;

/// What the client asks, whole in memory so that it can be sent again.
struct Request {
  http::Fields fields;
  std::string body;
  bool stream = false;
  bool include_usage = false;  // of a stream
  bool restart = false;        // the client can bear a stream that begins again
  std::uint32_t choices = 1;   // how many answers are asked for
  std::uint32_t barred = 0;    // one bit a place of the chain that is not to be asked
  AnswerForm* form = nullptr;  // what they are to look like; outlives it. None: nobody checks
};

/// Shared by all tries of one client request; outlives them and the reply's body.
struct Call {
  const Request& request;
  RequestId id = 0;
  rt::Bound bound;  // of the whole request
  Trail& trail;
};

/// Whole events (SSE) or the one body (unary), valid until the next call; an empty span is the good
/// end. A failure is the end as well: how the rest was lost.
using Parts = boost::system::result<std::span<const std::string_view>, Failure>;
/// In tokens, as the provider said; 0: it did not say.
struct Usage {
  std::uint64_t prompt = 0;
  std::uint64_t completion = 0;
};
class Body {
 public:
  virtual ~Body() = default;
  virtual rt::awaitable<Parts> next(rt::Bound bound) = 0;
  /// So far: a stream's comes with its end.
  virtual Usage usage() const { return {}; }
};

struct Reply {
  int status = 200;
  http::Fields fields;
  std::unique_ptr<Body> body;
  Holds holds;  // live until the body ends, not until run() returns
  Try used;
};

/// A failure by default: what co_spawn makes of a coroutine that threw must not be a success.
using Outcome = std::variant<Failure, Reply>;

/// The built stack, and the worst that one request can come to.
struct Description {
  std::vector<std::string> layers;  // outermost last; whoever prints turns it round
  Duration time{};                  // `forever`: nothing limits it
  std::uint64_t attempts = 0;
  Duration time_again{};  // … of one more run of what stands below, after a first
  std::uint64_t attempts_again = 0;
  bool last_target = true;  // of the target being described
};

class Attempt {
 public:
  virtual ~Attempt() = default;
  virtual rt::awaitable<Outcome> run(Call& call, Try attempt) = 0;
  virtual void describe(Description& description) const = 0;
};

}  // namespace gameday::policy
