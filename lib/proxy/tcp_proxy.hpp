#pragma once
// A proxy that knows no HTTP: passes bytes on in both directions, in front of one upstream or of
// several, which take turns (round robin); one that cannot be reached is passed over for the next.
//
// Transparent: FIN in one direction is passed on as a half-close while the other goes on, RST as
// RST once what came before it has been delivered. Unless toxics act on a link: what they do to its
// bytes is decided in lib/toxics. A client that no upstream can be found for is reset, for a port
// that answers is all it has seen (TcpOptions::refusal). Without toxics a link holds at most one
// read in each direction, so a peer that does not take its bytes stops the one that sends them. The
// port accepts while dials and handshakes are under way. Lives on its World's thread.
//
// Either side may be inside TLS: what is passed on, toxics act on and the tap sees is what stands
// in it. An upstream whose handshake fails is one that cannot be reached; nobody is dialled for a
// client whose does. FIN without TLS's own goodbye is a cut, and passed on as RST.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "proxy/tcp_options.hpp"
#include "rt/world.hpp"

namespace gameday::proxy {

/// Sees what clients send, before it is passed on, on the proxy's thread.
class TcpTap {
 public:
  virtual ~TcpTap() = default;
  /// `link` counts from 1, `upstream` is an index into TcpOptions::upstreams.
  virtual void sent(std::uint64_t link, std::size_t upstream, std::span<const std::byte> bytes) = 0;
  virtual void ended(std::uint64_t link) = 0;
};

class TcpProxy {
 public:
  /// `tap` may be null; it outlives the proxy.
  TcpProxy(rt::World& world, TcpOptions options, TcpTap* tap = nullptr);
  ~TcpProxy();  // after stop() has returned

  result<rt::Address> start(const rt::Address& address);
  /// With a port that somebody else has released (rt::Acceptor).
  void start(std::unique_ptr<rt::Listener> port);
  /// Takes no more clients; those that are there go on.
  rt::awaitable<std::unique_ptr<rt::Listener>> release();
  std::size_t links() const;
  const TcpCounts& counts() const;
  /// From now on, on the links that are open as well; nothing that they hold is lost.
  void apply(Toxics toxics);
  /// No new links; those there are may end by themselves until `bound`, then they are ended.
  rt::awaitable<void> stop(rt::Bound bound);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::proxy
