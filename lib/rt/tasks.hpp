#pragma once
// Where coroutines are started, counted and waited for. A coroutine that nobody joins cannot exist:
// the destructor CHECKs that none is in flight. An exception that leaves a task is a bug: it ends
// the program, with the task named. Single thread.

#include <cstddef>
#include <memory>
#include <string_view>

#include "base/result.hpp"
#include "rt/bound.hpp"
#include "rt/coroutine.hpp"

namespace gameday::rt {

class TaskGroup {
 public:
  explicit TaskGroup(Executor executor);
  ~TaskGroup();
  TaskGroup(const TaskGroup&) = delete;
  TaskGroup& operator=(const TaskGroup&) = delete;

  /// Runs inline to its first suspension. `name` must be a literal; it is for the dump.
  void spawn(std::string_view name, awaitable<void> task);
  std::size_t in_flight() const;
  /// Waits until none is left. It stops nothing: request the Stop that the tasks obey first.
  awaitable<error_code> join(Bound bound);

 private:
  struct State;
  class Ticket;
  std::shared_ptr<State> state_;
};

}  // namespace gameday::rt
