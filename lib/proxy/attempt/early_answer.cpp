// An answer that does not wait for the request: as a server that will not have it gives it. No more
// is read than came with the head, and what the client still sends makes the close a reset.

#include "http/message.hpp"
#include "proxy/attempt/attempt.hpp"

namespace gameday::proxy {
namespace {

// As long as a server lets a client read the answer while it still writes.
constexpr Duration until_close = 1s;

// As much as one read brings.
constexpr std::size_t looked_at_most = 32 * 1024;

struct Said {
  http::Head head;
  std::string wire;
};

Said said_by(const faults::Respond& respond, const faults::AnswerTo& to, bool to_head) {
  Said said;
  said.head.status = faults::status_of(respond, to.dialect);
  said.wire = respond.text;
  if (respond.source != faults::Respond::Source::raw) {
    llm::TrueAnswer answer = faults::answer_of(respond, to);
    answer.head.fields.set("Connection", "close");
    said.wire = http::write_response_head(answer.head) + (to_head ? std::string() : answer.body);
    said.head = std::move(answer.head);
  }
  return said;
}

}  // namespace

rt::awaitable<void> Attempt::answer_early() {
  // Small bodies come together with their head, and tell whose try it is. Nobody waits for more.
  const rt::Bound now = bound_.tighter(shared_.world.now(), rt::Limit::none);
  co_await reading_.take_what_is_here(body_, looked_at_most, now);
  identify();
  const Said said =
      said_by(*hit_->injection().deed.respond, answer_to(), exchange_.request().method == "HEAD");
  const error_code lost = co_await exchange_.write(said.wire, bound_);
  if (lost) {
    log_.ends(exchange_.stop(), record::AttemptEnd::client_left);
    tell_why_not();
    co_return;
  }
  hit_->injected();
  hit_->reached("before the request's body");
  log_.answered(said.head);
  log_.ends(record::AttemptEnd::complete);
  co_await watch_->wait(later(shared_.world.now(), until_close), exchange_.stop());
  // The exchange may have read ahead what the kernel would call unread.
  const std::size_t before = body_.wire().size();
  const rt::Bound then = bound_.tighter(shared_.world.now(), rt::Limit::none);
  co_await reading_.take_what_is_here(body_, looked_at_most, then);
  const End how = body_.wire().size() > before ? End::reset : End::close;
  co_await exchange_.end(how, bound_);
}

}  // namespace gameday::proxy
