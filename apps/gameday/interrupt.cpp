#include "interrupt.hpp"

#include <cstdio>

#include <unistd.h>

#include "exit_code.hpp"

namespace gameday::app {

Interrupt::Interrupt(rt::World& world, rt::Stop& stop, const char* words)
    : watch_(world, [this, &stop, words](int) {
        if (++seen_ > 1) {
          _exit(exit_interrupted);
        }
        std::fprintf(stderr, "\n%s\n", words);
        stop.request(rt::Why::run_stopped);
      }) {}

}  // namespace gameday::app
