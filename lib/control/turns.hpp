#pragma once
// One after the other, in the order they came: what awaits in between must not be overtaken by
// another change of the same things. Single thread.

#include <cstdint>
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
        ++turns_->serving_;
        turns_->moved_.notify();
      }
    }

   private:
    Turns* turns_;
  };

  explicit Turns(rt::World& world) : moved_(world) {}
  rt::awaitable<Turn> take() {
    const std::uint64_t number = next_++;
    while (serving_ != number) {
      co_await moved_.wait(rt::Bound{});
    }
    co_return Turn(*this);
  }

 private:
  rt::Event moved_;
  std::uint64_t next_ = 0;
  std::uint64_t serving_ = 0;
};

}  // namespace gameday::control
