#include "rt/tasks.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>

#include "base/assert.hpp"
#include "rt/event.hpp"
#include "rt/loop.hpp"

namespace gameday::rt {

struct TaskGroup::State {
  explicit State(Loop& owner) : loop(owner), emptied(owner) {}

  Loop& loop;
  std::size_t in_flight = 0;
  Event emptied;
};

namespace {

[[noreturn]] void die_of(const std::exception_ptr& error, std::string_view task) {
  std::string what = "not a std::exception";
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    what = exception.what();
  } catch (...) {
  }
  fmt::print(stderr, "an exception left the task \"{}\": {}\n", task, what);
  std::abort();
}

}  // namespace

/// Counts its task for as long as it lives: until the task has ended, or its frame was destroyed.
class TaskGroup::Ticket {
 public:
  Ticket(std::shared_ptr<State> state, std::string_view name) : state_(std::move(state)) {
    ++state_->in_flight;
    name_ = state_->loop.tasks.insert(state_->loop.tasks.end(), name);
  }
  Ticket(Ticket&&) noexcept = default;
  Ticket& operator=(Ticket&&) = delete;
  ~Ticket() {
    if (!state_) {
      return;
    }
    state_->loop.tasks.erase(name_);
    if (--state_->in_flight == 0) {
      state_->emptied.notify();
    }
  }

  void operator()(const std::exception_ptr& error) {
    if (error) {
      die_of(error, *name_);
    }
    const Ticket ends(std::move(*this));
  }

 private:
  std::shared_ptr<State> state_;
  Loop::TaskNames::iterator name_;
};

TaskGroup::TaskGroup(Executor executor) : state_(std::make_shared<State>(Loop::of(executor))) {}

TaskGroup::~TaskGroup() {
  // Unwinding with the io_context, the group may die before its tasks; they hold the State.
  if (state_->in_flight != 0 && !state_->loop.ending()) {
    fmt::print(stderr, "tasks in flight: {}\n", state_->loop.describe_tasks());
    CHECK(false, "a TaskGroup was destroyed before it was joined");
  }
}

void TaskGroup::spawn(std::string_view name, awaitable<void> task) {
  asio::co_spawn(state_->loop.executor, std::move(task), Ticket(state_, name));
}

std::size_t TaskGroup::in_flight() const {
  return state_->in_flight;
}

awaitable<error_code> TaskGroup::join(Bound bound) {
  const std::shared_ptr<State> state = state_;  // join() may be the last thing the owner awaits
  while (state->in_flight != 0) {
    const error_code ec = co_await state->emptied.wait(bound);
    if (ec && state->in_flight != 0) {
      co_return ec;
    }
  }
  co_return error_code{};
}

}  // namespace gameday::rt
