#pragma once
// Hands a reply to the client, and tells its holds how that ended. A stream that breaks after its
// first content ends with an error event and a whole body: no finish, no [DONE], and nobody takes
// it for an answer.

#include <string>

#include "gateway/metrics.hpp"
#include "http/exchange.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// How it went; `why` when it failed or broke.
struct Delivered {
  Ended how = Ended::ok;
  policy::FailureKind why = policy::FailureKind::internal;
  /// Set before the answer is written: beside client_gone, it may be that nothing went out.
  /// 0: the client had left before.
  int status = 0;
  policy::Usage usage;
};

/// What does not change from one delivery to the next. All of it outlives the delivery.
struct Desk {
  rt::World& world;
  http::Exchange& exchange;
  const policy::Call& call;
  std::string who;  // gave the answer
};

/// `reply.fields` lack their framing only.
rt::awaitable<Delivered> deliver_unary(const Desk& desk, policy::Reply& reply);
rt::awaitable<Delivered> deliver_stream(const Desk& desk, policy::Reply& reply);
rt::awaitable<Delivered> deliver_failure(const Desk& desk, const policy::Failure& failure);

/// How it ended for a client that has not taken all of its answer: it has left, or the gateway has
/// cut it off.
Ended cut_short(http::Exchange& exchange);

/// Until when a client may take what is written to it: it is closed when it takes no byte for so
/// long, in any case so long after the deadline.
rt::Bound writing(http::Exchange& exchange, TimePoint deadline);

}  // namespace gameday::gateway
