#pragma once
// One request at a server and the answer that is owed, as whoever handles it sees them.

#include <string>
#include <string_view>

#include "http/body_part.hpp"
#include "http/message.hpp"
#include "rt/world.hpp"

namespace gameday::http {

/// One request and the answer that is owed. Valid while Handler::serve runs.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual const Head& request() const = 0;
  /// The request head as it came, blank line included.
  virtual std::string_view request_wire() const = 0;
  virtual std::uint64_t connection() const = 0;  // counts from 1 per server
  /// Requested with client_gone when the peer leaves, with shutdown when the server stops.
  virtual rt::Stop& stop() = 0;

  /// The next part; spans are valid until the next call. Sends 100 Continue when it was asked for.
  /// Errors: eof or reset when the client left, timed_out, stopped, other = malformed or too large.
  virtual rt::awaitable<result<BodyPart>> read_part(rt::Bound bound) = 0;
  /// Writes bytes as they are, the caller owns the framing. Used by relays and by respond().
  virtual rt::awaitable<error_code> write(std::string_view bytes, rt::Bound bound) = 0;
  /// What becomes of the connection after serve() returns. By default it stays as the request says;
  /// whoever writes a head with `Connection: close` or a body until close says so here.
  virtual void close_after() = 0;
  /// Whether it will be closed: the request or close_after() says so, or the server is stopping.
  virtual bool will_close() const = 0;
  /// Ends the connection at once, in a fault's way; nothing more can be written. A reset waits up
  /// to 1 s for the peer to take what was written before.
  virtual rt::awaitable<void> end(End how, rt::Bound bound) = 0;
};

/// The whole body, at most limits.body; too large or cut is an error.
rt::awaitable<result<std::string>> read_body(Exchange& exchange, rt::Bound bound);
/// Head and body with Content-Length, in one write. Adds Connection: close where the server closes.
rt::awaitable<error_code> respond(Exchange& exchange, Head head, std::string body, rt::Bound bound);

class Handler {
 public:
  virtual ~Handler() = default;
  virtual rt::awaitable<void> serve(Exchange& exchange) = 0;
};

}  // namespace gameday::http
