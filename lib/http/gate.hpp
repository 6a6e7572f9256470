#pragma once
// Who decides what becomes of connections: of each when it has been accepted, before a byte of it
// is read, and of a kept one when it is used again. A server without a gate lets everybody in.

#include <cstdint>
#include <memory>
#include <optional>

#include "rt/tls_server.hpp"

namespace gameday::http {

/// One connection that was let in; dies with it.
class Visit {
 public:
  virtual ~Visit() = default;
  /// A request after the first one begins: its first bytes have come. None: it is read like any.
  /// half_close: FIN, and what still comes is heard out.
  virtual std::optional<End> again() = 0;
};

struct Entry {
  rt::StreamPtr stream;          // null: the gate has ended it
  rt::TlsServerPtr tls;          // shown in the place of the server's own; null: that
  std::unique_ptr<Visit> visit;  // null: nobody asks any more
};

class Gate {
 public:
  virtual ~Gate() = default;
  /// `stream` as it was accepted, not inside TLS yet. May take its time, but not beyond `stop`,
  /// which is requested where idle connections are closed; it outlives the call.
  virtual rt::awaitable<Entry> admit(rt::StreamPtr stream, std::uint64_t id, rt::Stop& stop) = 0;
};

}  // namespace gameday::http
