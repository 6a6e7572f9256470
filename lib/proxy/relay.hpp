#pragma once
// Carries one request to the provider and its answer back, byte for byte, both as they come. What
// is not whole ends the way the provider ended it. send() first, then give_back().

#include <memory>

#include "http/client.hpp"
#include "proxy/attempt_log.hpp"
#include "proxy/body_copy.hpp"

namespace gameday::proxy {

class Relay {
 public:
  /// `body` holds what has been read of the request; the rest is added while it is forwarded.
  Relay(rt::World& world, http::Pool& pool, http::Exchange& exchange, BodyCopy& body,
        AttemptLog& log);

  /// The request; again on a fresh connection when an idle one had died meanwhile.
  rt::awaitable<void> send();
  /// The answer. The log is told how the attempt ended.
  rt::awaitable<void> give_back();

 private:
  enum class State : std::uint8_t { fine, unwanted, stale, upstream_failed, client_left };

  rt::awaitable<void> take_what_is_here();
  rt::awaitable<State> send_on(bool fresh);
  rt::awaitable<State> write_rest();
  rt::awaitable<State> write(std::string_view bytes);
  rt::awaitable<State> read_head();
  rt::awaitable<void> copy_answer();
  State after(const http::CallError& error) const;

  rt::World& world_;
  http::Pool& pool_;
  http::Exchange& exchange_;
  BodyCopy& body_;
  AttemptLog& log_;
  const rt::Bound bound_;  // the client's leaving and the end of the rig; no time of its own
  State state_ = State::fine;
  std::unique_ptr<http::Call> call_;
};

}  // namespace gameday::proxy
