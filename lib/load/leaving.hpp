#pragma once
// A client that was told to leave (`into: clients`): when it has seen enough of its answer.
//
// A unary answer has no deltas: 0 of them is its head, more are the middle of its body, so that one
// injection makes both kinds of clients leave.

#include <cstdint>
#include <memory>

#include "faults/injection.hpp"
#include "http/client.hpp"
#include "load/target.hpp"
#include "rt/world.hpp"

namespace gameday::load {

/// Sends a request without waiting for what comes back; null when it could not be sent.
rt::awaitable<std::unique_ptr<http::Call>> send_only(http::Pool& pool, const Request& request,
                                                     rt::Bound bound,
                                                     record::RequestRecord& record);

class Leaving {
 public:
  explicit Leaving(const faults::Cut& cut) : cut_(cut) {}

  bool before_answer() const { return faults::before_headers(cut_.point); }
  bool at_head() const;
  /// Of a stream, when so much of it has come.
  bool in_stream(std::uint64_t events, std::uint64_t deltas, std::uint64_t bytes) const;
  /// Of a whole answer.
  bool in_body(const http::Head& head, std::uint64_t bytes) const;
  /// Ends the connection: FIN, then what still comes is heard out for a moment; or RST.
  rt::awaitable<void> go(rt::World& world, http::Call& call, rt::Bound bound) const;

 private:
  const faults::Cut cut_;
};

}  // namespace gameday::load
