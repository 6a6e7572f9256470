#pragma once
// One after the other, in the order they came: what awaits in between must not be overtaken by
// another change of the same things. Single thread.

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "rt/event.hpp"

namespace gameday::control {

class Turns {
 public:
  /// Over when it dies.
  class Turn {
   public:
    explicit Turn(Turns& turns) : turns_(&turns) {}
    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (turns_ != nullptr) {
        turns_->queue_.pop_front();
        turns_->moved_.notify();
      }
    }

   private:
    Turns* turns_;
  };

  explicit Turns(rt::World& world) : moved_(world) {}
  /// None: the bound was over before it came.
  rt::awaitable<std::optional<Turn>> take(rt::Bound bound) {
    const std::uint64_t number = next_++;
    queue_.push_back(number);
    while (queue_.front() != number) {
      const error_code over = co_await moved_.wait(bound);
      if (over) {
        std::erase(queue_, number);
        moved_.notify();
        co_return std::nullopt;
      }
    }
    std::optional<Turn> turn(std::in_place, *this);
    co_return turn;
  }

 private:
  rt::Event moved_;
  std::uint64_t next_ = 0;
  std::deque<std::uint64_t> queue_;  // whose turn it is stands first
};

}  // namespace gameday::control
