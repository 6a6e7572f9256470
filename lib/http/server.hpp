#pragma once
// The server's side, whole: a port and what is done with the connections that come in at it.

#include "http/connections.hpp"

namespace gameday::http {

class Server {
 public:
  /// The handler and the gate must outlive the server. With `tls` it speaks https.
  Server(rt::World& world, Handler& handler, Limits limits = {}, Fin fin = Fin::gone,
         rt::TlsServerPtr tls = {}, Gate* gate = nullptr);
  ~Server();  // after stop() has returned

  /// Before start(): what stands between its connections and the wire, inside TLS.
  void line(rt::Lining lining);
  result<rt::Address> start(const rt::Address& address);
  /// With a port that somebody else has released (rt::Acceptor).
  void start(std::unique_ptr<rt::Listener> port);
  rt::awaitable<std::unique_ptr<rt::Listener>> release();
  rt::Address address() const;
  /// Shut, the port refuses or says nothing; idle connections are closed with FIN, busy ones after
  /// the response that they owe. How many were open when it shut; 0 when it stays as it was.
  std::size_t door(rt::Door door);
  /// Those that are open take no further request, as when a door shuts; new ones come in as ever.
  void end_open();
  /// Stops accepting, lets running exchanges finish until `bound`, then stops them and ends their
  /// connections in the way of `late`.
  rt::awaitable<void> stop(rt::Bound bound, End late = End::reset);
  std::size_t open_connections() const;
  const rt::TlsRefusals& refusals() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::http
