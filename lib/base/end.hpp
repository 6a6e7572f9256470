#pragma once
// The three ways to end a byte stream. They live in base because the fault room speaks of them too.

#include <cstdint>

namespace gameday {

enum class End : std::uint8_t {
  half_close,  // FIN; reading goes on
  close,       // FIN and no more reading; with unread input the kernel makes it an RST
  reset        // RST; what was not sent yet is lost
};

}  // namespace gameday
