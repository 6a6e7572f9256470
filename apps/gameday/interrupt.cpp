#include "interrupt.hpp"

#include <utility>

#include <unistd.h>

#include "exit_code.hpp"

namespace gameday::app {

Interrupt::Interrupt(rt::World& world, rt::Stop& stop, std::function<void()> say)
    : say_(std::move(say)), watch_(world, [this, &stop](int) {
        if (++seen_ > 1) {
          _exit(exit_interrupted);
        }
        say_();
        stop.request(rt::Why::run_stopped);
      }) {}

}  // namespace gameday::app
