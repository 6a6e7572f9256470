#include "proxy/attempt/relay.hpp"

#include "faults/mock_answer.hpp"
#include "proxy/attempt/answer_source.hpp"
#include "proxy/attempt/head_edit.hpp"
#include "proxy/attempt/metered_call.hpp"
#include "proxy/attempt/refuse.hpp"

namespace gameday::proxy {
namespace {

using record::AttemptEnd;

// Up to here one copy and one write are cheaper than two writes.
constexpr std::size_t one_write_most = 64 * 1024;

// As long as a server listens to what still comes after an early answer.
constexpr Duration hear_out_time = 1s;

}  // namespace

Relay::Relay(Shared& shared, http::Exchange& exchange, Reading& reading, BodyCopy& body,
             AttemptLog& log)
    : world_(shared.world),
      shared_(shared),
      exchange_(exchange),
      reading_(reading),
      body_(body),
      log_(log),
      bound_{never, rt::Limit::none, &exchange.stop()} {}

rt::awaitable<void> Relay::send() {
  // Most bodies came together with their head, and leave with it in one write.
  const rt::Bound now = bound_.tighter(world_.now(), rt::Limit::none);
  co_await reading_.take_what_is_here(body_, one_write_most, now);
  state_ = co_await send_on(false);
  if (state_ == State::stale) {
    state_ = co_await send_on(true);
  }
}

rt::awaitable<bool> Relay::read_head() {
  if (state_ == State::fine || state_ == State::unwanted) {
    state_ = co_await try_read_head();
  }
  if (state_ == State::stale) {  // the provider had hung up on an idle connection: its right
    state_ = co_await send_on(true);
    if (state_ == State::fine || state_ == State::unwanted) {
      state_ = co_await try_read_head();
    }
  }
  if (state_ == State::fine) {
    co_return true;
  }
  if (state_ == State::malformed) {
    co_await refuse(exchange_, log_, bound_);
    co_return false;
  }
  const bool left = state_ == State::client_left;
  log_.ends(exchange_.stop(), left ? AttemptEnd::client_left : AttemptEnd::upstream_failed);
  if (!left) {
    co_await exchange_.end(End::reset, bound_);  // nothing was said yet: as if nobody were here
  }
  co_return false;
}

rt::awaitable<Relay::State> Relay::send_on(bool fresh) {
  Allowance* const allowance = shared_.options.allowance;
  call_.reset();  // one that died is not under way any more
  std::optional<Allowance::Use> use = allowance == nullptr ? std::nullopt : allowance->take();
  if (allowance != nullptr && !use) {
    co_return State::upstream_failed;
  }
  auto leased = co_await shared_.pool.call(bound_, fresh);
  if (!leased) {
    shared_.dial_errors += exchange_.stop().requested() ? 0 : 1;  // else it was we who gave up
    co_return after(leased.error());
  }
  call_ = std::move(*leased);
  if (use) {
    call_ = metered(std::move(call_), *std::move(use));
  }
  call_->begins(exchange_.request().method);
  const bool together = body_.wire().size() <= one_write_most;
  std::string start = head_wire(together ? body_.wire().size() : 0);
  if (together) {
    start += body_.wire();
  }
  State state = co_await write(start);
  if (state == State::fine && !together) {
    state = co_await write(body_.wire());
  }
  if (state == State::fine) {
    state = co_await write_rest();
  }
  co_return state;
}

/// With room for so many bytes behind it.
std::string Relay::head_wire(std::size_t room) const {
  std::string wire;
  wire.reserve(exchange_.request_wire().size() + room);
  wire += exchange_.request_wire();
  if (plain_ || shared_.options.allowance != nullptr) {  // a meter must read the answer as well
    wire = with_field(wire, "Accept-Encoding", "identity");
  }
  if (!told_.empty()) {
    wire = with_field(wire, faults::answer_field, told_);
  } else if (exchange_.request().fields.has(faults::answer_field)) {
    wire = without_field(wire, faults::answer_field);
  }
  if (!shared_.options.host.empty()) {
    wire = with_field(wire, "Host", shared_.options.host);
  }
  return wire;
}

std::string_view Relay::acknowledged() const {
  return call_->head().fields.get(faults::answer_field);
}

rt::awaitable<Relay::State> Relay::write_rest() {
  while (!body_.over()) {
    if (body_.too_large()) {
      body_.let_go();
    }
    const result<http::BodyPart> part = co_await reading_.part(bound_);
    if (!part) {
      co_return part.error() == rt::IoError::other ? State::malformed : State::client_left;
    }
    body_.add(*part);
    const State state = co_await write(http::text_of(part->wire));
    if (state != State::fine) {
      co_return state;
    }
  }
  co_return State::fine;
}

rt::awaitable<Relay::State> Relay::write(std::string_view bytes) {
  if (bytes.empty()) {
    co_return State::fine;
  }
  const auto error = co_await call_->write(bytes, bound_);
  co_return error ? after(*error) : State::fine;
}

rt::awaitable<Relay::State> Relay::try_read_head() {
  const State before = state_;
  const auto error = co_await call_->read_head(bound_);
  if (!error) {
    co_return State::fine;
  }
  co_return before == State::unwanted ? State::upstream_failed : after(*error);
}

Relay::State Relay::after(const http::CallError& error) const {
  if (exchange_.stop().requested()) {
    return State::client_left;
  }
  if (error.stale() && body_.kept()) {
    return State::stale;
  }
  // Whoever takes no more of a request may still have answered it. A write that failed on our side
  // leaves the provider waiting for the rest, and us for an answer that nobody will give.
  const bool hung_up = error.step == http::Step::write && error.ec == rt::IoError::reset;
  return hung_up ? State::unwanted : State::upstream_failed;
}

rt::awaitable<void> Relay::copy_answer() {
  const http::Head& head = call_->head();
  if (!head.keep_alive || head.framing == http::Framing::until_close) {
    exchange_.close_after();
  }
  // Most bodies came together with their head, and leave with it in one write.
  bool first = true;
  std::string start;
  rt::Bound bound = bound_.tighter(world_.now(), rt::Limit::none);
  while (true) {
    const auto part = co_await call_->read_part(bound);
    std::string_view bytes = part ? http::text_of(part->wire) : std::string_view{};
    if (first) {
      start = without_acknowledgement(*call_, bytes.size());
      start += bytes;
      bytes = start;
    }
    const error_code lost = co_await pass(bytes);
    if (first && !lost) {
      log_.answered(head);
    }
    if (lost || (part && part->end)) {
      log_.ends(exchange_.stop(), lost ? AttemptEnd::client_left : AttemptEnd::complete);
      co_return;
    }
    if (!part && (!first || part.error().ec != rt::IoError::timed_out)) {
      // In the middle. FIN is passed on as FIN, everything else as a reset.
      log_.ends(exchange_.stop(), AttemptEnd::upstream_failed);
      if (exchange_.stop().why() == rt::Why::shutdown) {
        co_return;  // the server knows how it ends what it stopped
      }
      const End how = part.error().ec == rt::IoError::eof ? End::half_close : End::reset;
      co_await exchange_.end(how, bound_);
      co_return;
    }
    first = false;
    bound = bound_;
  }
}

rt::awaitable<error_code> Relay::pass(std::string_view bytes) {
  if (bytes.empty()) {
    co_return error_code{};
  }
  const error_code lost = co_await exchange_.write(bytes, bound_);
  co_return lost;
}

rt::awaitable<void> Relay::hear_out() {
  const rt::Bound soon = bound_.tighter(later(world_.now(), hear_out_time), rt::Limit::drain);
  while (!body_.over()) {
    if (body_.too_large()) {
      body_.let_go();
    }
    const result<http::BodyPart> part = co_await reading_.part(soon);
    if (!part) {
      co_return;
    }
    body_.add(*part);
  }
}

}  // namespace gameday::proxy
