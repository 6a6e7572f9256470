#include <csignal>
#include <initializer_list>

#include <boost/asio/signal_set.hpp>

#include "rt/real_world.hpp"

namespace gameday::rt {

/// Shared with the wait that is always open; the watch's death empties `on_signal`.
struct SignalWatch::State : std::enable_shared_from_this<SignalWatch::State> {
  State(Executor executor, std::initializer_list<int> which, std::function<void(int)> callback)
      : signals(executor), on_signal(std::move(callback)) {
    for (const int signal : which) {
      signals.add(signal);
    }
  }

  void wait() {
    signals.async_wait([self = shared_from_this()](const error_code& ec, int signal) {
      if (!ec && self->on_signal) {
        self->wait();
        const std::function<void(int)> callback = self->on_signal;  // it may end the watch
        callback(signal);
      }
    });
  }

  asio::basic_signal_set<Executor> signals;
  std::function<void(int)> on_signal;
};

SignalWatch::SignalWatch(World& world, std::function<void(int signal)> on_signal)
    : state_(std::make_shared<State>(world.executor, std::initializer_list<int>{SIGINT, SIGTERM},
                                     std::move(on_signal))) {
  state_->wait();
}

SignalWatch::SignalWatch(World& world, int signal, std::function<void(int)> on_signal)
    : state_(std::make_shared<State>(world.executor, std::initializer_list<int>{signal},
                                     std::move(on_signal))) {
  state_->wait();
}

SignalWatch::~SignalWatch() {
  state_->on_signal = nullptr;
  error_code ignored;
  state_->signals.clear(ignored);  // SIGINT ends the program again
  state_->signals.cancel(ignored);
}

}  // namespace gameday::rt
