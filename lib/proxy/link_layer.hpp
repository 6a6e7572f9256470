#pragma once
// What lies below HTTP: the bytes of an HTTP proxy's connections, counted, and what toxics do to
// those of its clients.
//
// A connection costs nothing more until the first toxic; then a TcpLink takes its stream over, with
// a connection in memory between it and whoever speaks HTTP, who does not notice. From then on it
// is what a connection of a TCP proxy is. Lives on its World's thread.

#include <cstdint>
#include <memory>
#include <string>

#include "proxy/tcp_options.hpp"
#include "rt/world.hpp"

namespace gameday::proxy {

class LinkLayer {
 public:
  /// `name`: of the toxics' dice, with the seed of the world. `watch` outlives it, or is null.
  LinkLayer(rt::World& world, std::string name, ConnectionWatch* watch = nullptr);
  ~LinkLayer();  // after stop() has returned

  /// A client's connection, and one to the provider.
  rt::StreamPtr client(rt::StreamPtr stream);
  rt::StreamPtr upstream(rt::StreamPtr stream);

  /// From now on, on connections that are open as well; nothing that they hold is lost.
  void apply(Toxics toxics);
  const TcpCounts& counts() const;
  /// What toxics hold of connections that are over may still go out until `bound`.
  rt::awaitable<void> stop(rt::Bound bound);

 private:
  class Client;
  class Upstream;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::proxy
