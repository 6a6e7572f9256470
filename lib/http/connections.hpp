#pragma once
// What a server does with connections, whoever accepted them: reads requests one at a time, hands
// each to a Handler.
//
// Keep-alive, pipelining and Expect: 100-continue are done here. A request that cannot be read is
// answered 400, 408, 413, 431, 501 or 505 and the connection closed politely; that holds for a body
// too, when the handler returns after a failed read_part() without having written. While a handler
// works, the peer is watched: FIN or RST requests Exchange::stop() with client_gone.

#include <cstdint>
#include <memory>

#include "http/exchange.hpp"
#include "http/gate.hpp"
#include "http/limits.hpp"
#include "rt/tls_server.hpp"

namespace gameday::http {

/// What FIN from the client means while it is owed an answer: it has left (as nginx and Go have
/// it), or only its sending is over, which a relay passes on.
enum class Fin : std::uint8_t { gone, half_close };

class Connections {
 public:
  /// The handler and the gate must outlive them. With `tls` they are https.
  Connections(rt::World& world, Handler& handler, Limits limits = {}, Fin fin = Fin::gone,
              rt::TlsServerPtr tls = {}, Gate* gate = nullptr);
  ~Connections();  // after stop() has returned, or when none was ever served

  /// For the streams of those to come, inside TLS; none: nothing.
  void line(rt::Lining lining);
  /// One of them, until it is over; `stream` as it was accepted: the handshake is done here. `id`
  /// is what Exchange::connection() says.
  rt::awaitable<void> serve(rt::StreamPtr stream, std::uint64_t id);
  std::size_t open() const;
  /// Those that are open take no further request: idle ones are closed with FIN, busy ones after
  /// the response that they owe. Those to come are not concerned.
  void end_open();
  /// No further request on any; those that are not over by `bound` are ended in the way of `late`.
  /// Returns when all are.
  rt::awaitable<void> stop(rt::Bound bound, End late = End::reset);
  /// Clients that TLS kept out: who has not shaken hands is no peer of ours.
  const rt::TlsRefusals& refusals() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::http
