#pragma once
// What a model is asked for, chat completions or embeddings: reads the request, runs the stack,
// writes one answer. A client that leaves stops everything that still runs for it, at once.

#include "gateway/answer.hpp"
#include "gateway/front.hpp"
#include "gateway/request_check.hpp"
#include "http/exchange.hpp"
#include "http/limits.hpp"
#include "llm/request_reader.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// A request's body, all of it: a client that trickles would hold a connection for ever.
inline constexpr Duration upload_time = http::Limits().body_time;

class ModelRoute {
 public:
  /// `front` outlives it; `check` is that of the operation.
  ModelRoute(Front& front, Operation operation, RequestCheck check)
      : front_(front), operation_(operation), check_(check) {}

  rt::awaitable<void> serve(http::Exchange& exchange);

 private:
  /// One request, on the setup that it began with.
  struct Visit;
  rt::awaitable<void> read(Visit& visit);
  rt::awaitable<void> run(Visit& visit);
  void log(const Visit& visit);
  rt::awaitable<void> refuse(Visit& visit, Ended how, ErrorAnswer answer);

  Front& front_;
  const Operation operation_;
  const RequestCheck check_;
  llm::RequestReader reader_;
  policy::RequestId next_id_ = 1;
};

}  // namespace gameday::gateway
