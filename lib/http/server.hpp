#pragma once
// The server's side: accepts connections, reads requests one at a time, hands each to a Handler.
//
// Keep-alive, pipelining and Expect: 100-continue are done here. A request that cannot be read is
// answered 400, 408, 413, 431, 501 or 505 and the connection closed politely; that holds for a body
// too, when the handler returns after a failed read_part() without having written. While a handler
// works, the peer is watched: FIN or RST requests Exchange::stop() with client_gone.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/reader.hpp"
#include "rt/world.hpp"

namespace gameday::http {

/// A part of a request's body; an empty payload with end = true is the last.
struct BodyPart {
  std::span<const std::byte> wire;
  std::span<const std::byte> payload;
  bool end = false;
};

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

/// What FIN from the client means while it is owed an answer: it has left (as nginx and Go have
/// it), or only its sending is over, which a relay passes on.
enum class Fin : std::uint8_t { gone, half_close };

class Server {
 public:
  /// The handler must outlive the server.
  Server(rt::World& world, Handler& handler, Limits limits = {}, Fin fin = Fin::gone);
  ~Server();  // after stop() has returned

  result<rt::Address> start(const rt::Address& address);
  rt::Address address() const;
  /// Shut, the port refuses or says nothing; idle connections are closed with FIN, busy ones after
  /// the response that they owe. How many were open when it shut; 0 when it stays as it was.
  std::size_t door(rt::Door door);
  /// Stops accepting, lets running exchanges finish until `bound`, then stops and resets them.
  rt::awaitable<void> stop(rt::Bound bound);
  std::size_t open_connections() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::http
