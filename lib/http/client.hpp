#pragma once
// The client's side: a keep-alive pool for one address, and one call at a time on a leased
// connection.
//
// A connection goes back to the pool only when both messages ended cleanly and keep-alive holds;
// otherwise it is closed, which is how a call is cancelled.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/body_part.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"
#include "http/reader.hpp"
#include "rt/error.hpp"
#include "rt/tls_client.hpp"
#include "rt/world.hpp"

namespace gameday::http {

/// Which step of a call failed, so that `reset while connecting` and `reset in the body` differ.
enum class Step : std::uint8_t { connect, tls, write, head, body };

struct CallError {
  Step step = Step::connect;
  // rt::IoError: eof = FIN before the end; `other` when malformed is set. rt::TlsError too.
  error_code ec;
  Malformed malformed = Malformed::none;
  rt::Limit limit = rt::Limit::none;  // which limit, when timed_out
  bool reused = false;                // on a pooled connection …
  bool any_byte = false;              // … that had given a byte of this response
  /// A reused connection that died without a byte: safe to send again on a fresh one.
  bool stale() const {
    return reused && !any_byte && step != Step::connect &&
           (ec == rt::IoError::eof || ec == rt::IoError::reset);
  }
};

struct PoolOptions {
  std::size_t idle_most = 64;  // idle connections kept
  Duration idle_time = 30s;    // below the 60 to 75 s after which servers hang up
  Limits limits;
  rt::Lining lining;        // of its connections, inside TLS; none: nothing
  rt::TlsTrustPtr tls;      // https, and who may sign the server's certificate; none: http
  std::string tls_name;     // that it must hold; empty: the address's host
  Duration tls_time = 10s;  // of a handshake, at most: ten times what a far server takes
};

class Call;

/// The bound of a step, asked as the step begins.
using StepBound = std::function<rt::Bound(Step)>;

class Pool {
 public:
  Pool(rt::World& world, rt::Address address, PoolOptions options = {});
  ~Pool();

  /// An idle connection that is still open, else a new one. `fresh`: never an idle one.
  rt::awaitable<boost::system::result<std::unique_ptr<Call>, CallError>> call(rt::Bound bound,
                                                                              bool fresh = false);
  /// The same; of a new connection, each step may have a bound of its own.
  rt::awaitable<boost::system::result<std::unique_ptr<Call>, CallError>> call(
      const StepBound& bound, bool fresh = false);
  const rt::Address& address() const;
  TimePoint now() const;
  std::size_t idle() const;
  void close_idle();

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;  // outlives the calls it leased to
};

/// One request and its response on one connection. Destroying it early closes the connection.
class Call {
 public:
  virtual ~Call() = default;
  virtual bool reused() const = 0;
  /// Bytes as they are: head, body, chunks. Call as often as needed; `method` is told once before.
  /// A write that would complete the request ends early, and well, when a 4xx, a 5xx or what is no
  /// answer begins meanwhile (RFC 9112, 9.5): nobody wants the rest. A 2xx or 3xx that begins is no
  /// reason to stop: whoever sends it may be reading still. If the peer takes no more, it is the
  /// answer.
  virtual void begins(std::string_view method) = 0;
  virtual rt::awaitable<std::optional<CallError>> write(std::string_view bytes,
                                                        rt::Bound bound) = 0;
  /// Skips 1xx heads.
  virtual rt::awaitable<std::optional<CallError>> read_head(rt::Bound bound) = 0;
  /// Underneath: for whoever ends it in a way of its own. The call is over then.
  virtual rt::ByteStream& stream() = 0;
  virtual const Head& head() const = 0;
  virtual std::string_view head_wire() const = 0;
  virtual rt::awaitable<boost::system::result<BodyPart, CallError>> read_part(rt::Bound bound) = 0;
};

/// Sends a whole request and reads the head of its answer; once more on a fresh connection when the
/// first was stale. One that dies later than the two ends can have crossed on the wire was being
/// worked on: that is a failure, and no client may send it again on its own.
inline constexpr Duration crossing_time = 20ms;  // one round trip on a WAN
using Asked = boost::system::result<std::unique_ptr<Call>, CallError>;
rt::awaitable<Asked> ask(Pool& pool, std::string method, std::string message, rt::Bound bound);

/// One try of it, for those who replay by themselves. What it is given outlives it.
rt::awaitable<Asked> ask_once(Pool& pool, std::string_view method, std::string_view message,
                              const StepBound& bound, bool fresh);

/// The simple way, for whole messages in memory: sends `head` (Host and Content-Length are added)
/// and `body`, reads the answer.
rt::awaitable<boost::system::result<Response, CallError>> fetch(Pool& pool, Head head,
                                                                std::string body, rt::Bound bound);

[[noreturn]] void throw_exception_from_error(const CallError& error,
                                             const boost::source_location& where);

}  // namespace gameday::http
