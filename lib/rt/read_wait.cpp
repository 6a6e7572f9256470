#include "rt/read_wait.hpp"

namespace gameday::rt {

using Reactor = WatchedSocket::Reactor;

ReadWait::ReadWait(Owner& owner, Handler handler)
    : reactor_op(error_code{}, &ReadWait::look, &ReadWait::finish),
      owner_(owner),
      handler_(std::move(handler)) {
  cancellation_key_ = &owner;
}

void ReadWait::start(Reactor& reactor, WatchedSocket& socket, Owner& owner, Handler handler) {
  auto* const wait = new ReadWait(owner, std::move(handler));
  reactor.start_op(Reactor::read_op, socket.native_handle(), socket.registration(), wait,
                   /*is_continuation=*/true, /*allow_speculative=*/true);
}

void ReadWait::cancel(Reactor& reactor, WatchedSocket& socket, Owner& owner) {
  reactor.cancel_ops_by_key(socket.native_handle(), socket.registration(), Reactor::read_op,
                            &owner);
}

void ReadWait::finish(void* loop, asio::detail::operation* base, const error_code&, std::size_t) {
  std::unique_ptr<ReadWait> self(static_cast<ReadWait*>(base));
  Handler handler = std::move(self->handler_);
  if (loop == nullptr) {
    return;  // the io_context dies: the handler unwinds its coroutine
  }
  const IoResult result{0, self->owner_.waited(self->ec_)};
  self.reset();
  std::move(handler)(result);
}

}  // namespace gameday::rt
