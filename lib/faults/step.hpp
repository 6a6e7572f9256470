#pragma once
// What is to be done next to an answer. Said by machines without clock or socket, carried out by
// whoever has both.

#include <cstdint>
#include <string_view>

#include "base/time.hpp"
#include "faults/injection.hpp"

namespace gameday::faults {

struct Step {
  enum class What : std::uint8_t {
    more,   // nothing to do before the source says more, or until `until`
    write,  // `bytes` to the client; one piece that is flushed together
    wait,   // until `until`
    end,    // the connection, as `how` says; nothing comes after it
    over    // all was said: end as the source did
  };
  What what = What::more;
  std::string_view bytes;   // valid until the machine is asked or told anything else
  std::uint64_t more = 0;   // of the same piece, which a cut inside it is going to keep back
  bool unframed = false;    // bytes that are no part of the body
  TimePoint until = never;  // ask again then, however little has come
  Cut::How how = Cut::How::reset;
  bool joins = false;  // write: the next one belongs to the same piece
  bool alone = false;  // write: goes out at once, with what was held
  bool holds = false;  // what was said before may still be held
};

}  // namespace gameday::faults
