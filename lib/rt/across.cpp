#include "rt/across.hpp"

#include <boost/asio/post.hpp>

#include "rt/waiter.hpp"

namespace gameday::rt {
namespace {

awaitable<void> work_then_wake(std::function<awaitable<void>()> work, Executor home,
                               Waiter& caller) {
  co_await work();
  asio::post(home, [&caller] { caller.wake(); });
}

}  // namespace

awaitable<void> run_on(World& home, World& there, std::function<awaitable<void>()> work) {
  if (home.executor == there.executor) {
    co_await work();
    co_return;
  }
  // The waiter is home's: only home's thread touches it, and it is waiting before `there` can have
  // posted anything back, because we do not leave home's thread before we wait.
  Waiter caller(Loop::of(home.executor));
  asio::post(there.executor, [&there, &caller, work, executor = home.executor] {
    there.tasks.spawn("run_on", work_then_wake(work, executor, caller));
  });
  co_await caller.wait(Bound{});
}

}  // namespace gameday::rt
