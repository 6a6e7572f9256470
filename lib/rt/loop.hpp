#pragma once
// What the waits of a world hang on: its clock, who is parked, which tasks are in flight. It is a
// service of the io_context, so an Executor is enough to find it.
//
// Parked coroutines own themselves: the handler that resumes one sits in a Waiter inside its own
// frame. When the io_context dies, shutdown() lets go of those handlers, and the frames unwind.

#include <list>
#include <string>
#include <string_view>

#include <boost/asio/execution_context.hpp>

#include "rt/clock.hpp"
#include "rt/coroutine.hpp"

namespace gameday::rt {

/// A coroutine that waits for something other than Asio. Linked while it waits.
class Parked {
 public:
  virtual void abandon() noexcept = 0;  // let go of the coroutine without resuming it

 protected:
  Parked() = default;
  ~Parked() = default;

 private:
  friend class Loop;
  Parked* previous_ = nullptr;
  Parked* next_ = nullptr;
};

class Loop final : public asio::execution_context::service {
 public:
  static asio::execution_context::id id;
  using TaskNames = std::list<std::string_view>;

  /// Made once per io_context; the clock must outlive it.
  static Loop& make(asio::io_context& io, Clock& clock);
  static Loop& of(const Executor& executor);

  explicit Loop(asio::execution_context& context);  // ends the program: there was no make()
  Loop(asio::execution_context& context, Clock& clock);

  Executor executor;
  Clock& clock;
  TaskNames tasks;  // in the order they were spawned

  void park(Parked& parked);
  void unpark(Parked& parked);
  /// The io_context is being destroyed: coroutines unwind in no particular order.
  bool ending() const { return ending_; }
  /// "listener, connection x 3": for the dump of a CHECK.
  std::string describe_tasks() const;

 private:
  void shutdown() override;
  Parked* last_ = nullptr;
  bool ending_ = false;
};

}  // namespace gameday::rt
