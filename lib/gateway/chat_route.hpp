#pragma once
// What a model is asked for, chat completions or embeddings: reads the request, runs the stack,
// writes one answer. A client that leaves stops everything that still runs for it, at once.

#include <string>
#include <vector>

#include "gateway/answer.hpp"
#include "gateway/metrics.hpp"
#include "gateway/options.hpp"
#include "gateway/request_check.hpp"
#include "gateway/schema/unchecked.hpp"
#include "http/exchange.hpp"
#include "http/limits.hpp"
#include "llm/request_reader.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// A request's body, all of it: a client that trickles would hold a connection for ever.
inline constexpr Duration upload_time = http::Limits().body_time;

class ChatRoute {
 public:
  /// All of them outlive it; `check` is that of the operation whose stack and chain they are. No
  /// `forms`: nobody looks at the form of an answer.
  ChatRoute(rt::World& world, RequestCheck check, policy::Attempt& stack,
            const std::vector<Target>& chain, Metrics& metrics,
            schema::FormCounts* forms = nullptr);

  rt::awaitable<void> serve(http::Exchange& exchange);

 private:
  rt::awaitable<void> run(http::Exchange& exchange, const policy::Request& request);
  rt::awaitable<void> refuse(http::Exchange& exchange, ErrorAnswer answer);
  std::string name(std::uint16_t target) const;

  rt::World& world_;
  const RequestCheck check_;
  policy::Attempt& stack_;
  const std::vector<Target>& chain_;
  Metrics& metrics_;
  schema::FormCounts* const forms_;
  llm::RequestReader reader_;
  policy::RequestId next_id_ = 1;
};

}  // namespace gameday::gateway
