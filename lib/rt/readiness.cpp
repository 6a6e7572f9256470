#include "rt/readiness.hpp"

#include <sys/epoll.h>

namespace gameday::rt {
namespace {

using Reactor = WatchedSocket::Reactor;
using State = Reactor::descriptor_state;
using Operation = asio::detail::scheduler_operation;

// With these a short read says nothing of what is left: the end comes behind it, or urgent data, at
// whose mark the kernel stops (tcp(7)).
constexpr std::uint32_t ends_early = EPOLLRDHUP | EPOLLHUP | EPOLLERR | EPOLLPRI;

// Short reads after which a connection counts as one that is kept.
constexpr int worth_it = 3;

// Private members may be named in an explicit instantiation, and nowhere else ([temp.spec]).
template <class Tag, auto member>
struct Reveal {
  friend auto revealed(Tag) { return member; }
};
// NOLINTBEGIN
struct Epoll {
  friend auto revealed(Epoll);
};
template struct Reveal<Epoll, &Reactor::epoll_fd_>;
struct Registered {
  friend auto revealed(Registered);
};
template struct Reveal<Registered, &State::registered_events_>;
struct Speculative {
  friend auto revealed(Speculative);
};
template struct Reveal<Speculative, &State::try_speculative_>;
struct LastEvents {
  friend auto revealed(LastEvents);
};
template struct Reveal<LastEvents, &Operation::task_result_>;
// NOLINTEND

bool& noted(State& state) {
  return (state.*revealed(Speculative{}))[Reactor::read_op];
}

/// All that was reported with the last event; what the peer has ended stays among it.
std::uint32_t reported(State& state) {
  auto& operation = (Operation&)state;  // NOLINT: its base is private
  return operation.*revealed(LastEvents{});
}

}  // namespace

bool Readiness::maybe() const {
  State* const state = socket_.registration();
  return state == nullptr || noted(*state);
}

void Readiness::took(std::size_t n, std::size_t room) {
  State* const state = socket_.registration();
  if (state == nullptr || n == room) {
    return;
  }
  if (n == 0) {
    noted(*state) = false;
  } else if (!subscribed_ && ++short_reads_ >= worth_it) {
    subscribe();
  } else if (subscribed_ && (reported(*state) & ends_early) == 0) {
    noted(*state) = false;
  }
}

void Readiness::found_the_end() {
  if (State* const state = socket_.registration()) {
    noted(*state) = true;
  }
}

void Readiness::subscribe() {
  State& state = *socket_.registration();
  std::uint32_t& events = state.*revealed(Registered{});
  epoll_event event{};
  event.events = events | EPOLLRDHUP;
  event.data.ptr = &state;
  if (::epoll_ctl(reactor_.*revealed(Epoll{}), EPOLL_CTL_MOD, socket_.native_handle(), &event) ==
      0) {
    events = event.events;
    subscribed_ = true;
  }
}

}  // namespace gameday::rt
