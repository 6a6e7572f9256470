#pragma once
// Carries one request to the provider and its answer back, byte for byte, both as they come. What
// is not whole ends the way the provider ended it. In this order: send(), read_head(), then either
// copy_answer() or the answer is taken from call().

#include <memory>

#include "http/client.hpp"
#include "proxy/attempt/attempt_log.hpp"
#include "proxy/attempt/body_copy.hpp"
#include "proxy/attempt/reading.hpp"
#include "proxy/attempt/shared.hpp"

namespace gameday::proxy {

class Relay {
 public:
  /// `body` holds what `reading` has read of the request; the rest is added while it is forwarded.
  Relay(Shared& shared, http::Exchange& exchange, Reading& reading, BodyCopy& body,
        AttemptLog& log);

  /// Asks the provider for an answer that is not encoded, whatever the client takes.
  void ask_for_plain() { plain_ = true; }
  /// Tells the mock behind what to answer, in a field that nobody else may send it.
  void tell_mock(std::string field) { told_ = std::move(field); }
  /// The request; again on a fresh connection when an idle one had died meanwhile.
  rt::awaitable<void> send();
  /// False when there is no answer: the client has been told so and the log how it ended.
  rt::awaitable<bool> read_head();
  /// As it comes. The log is told how the attempt ended.
  rt::awaitable<void> copy_answer();
  const http::Head& answer() const { return call_->head(); }
  /// What the mock says to what it was told; empty: nothing.
  std::string_view acknowledged() const;
  std::unique_ptr<http::Call> take_call() { return std::move(call_); }
  /// What the client still sends of a request that was answered early: for its marker.
  rt::awaitable<void> hear_out();

 private:
  enum class State : std::uint8_t {
    fine,
    unwanted,  // the provider takes no more of the request; it may have answered
    stale,
    upstream_failed,
    client_left,
    malformed  // the client's body
  };

  rt::awaitable<State> send_on(bool fresh);
  std::string head_wire(std::size_t room) const;
  rt::awaitable<State> write_rest();
  rt::awaitable<State> write(std::string_view bytes);
  rt::awaitable<error_code> pass(std::string_view bytes);
  rt::awaitable<State> try_read_head();
  State after(const http::CallError& error) const;

  rt::World& world_;
  Shared& shared_;
  http::Exchange& exchange_;
  Reading& reading_;
  BodyCopy& body_;
  AttemptLog& log_;
  const rt::Bound bound_;  // the client's leaving and the end of the rig; no time of its own
  State state_ = State::fine;
  bool plain_ = false;
  std::string told_;
  std::unique_ptr<http::Call> call_;
};

}  // namespace gameday::proxy
