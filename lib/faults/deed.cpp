#include "faults/deed.hpp"

namespace gameday::faults {

bool answers_early(const Deed& deed) {
  return deed.respond && deed.respond->early;
}

Level level_of(const Deed& deed) {
  if (deed.dns) {
    return Level::lookup;
  }
  if (deed.conn && shuts_port(*deed.conn)) {
    return Level::port;
  }
  if (deed.conn || (deed.delay && deed.delay->connect)) {
    return Level::connection;
  }
  return deed.read_throttle || answers_early(deed) ? Level::head : Level::body;
}

bool acts_on_attempts(const Deed& deed) {
  const bool delays =
      deed.delay && (deed.delay->headers || deed.delay->first_event || deed.delay->each_event);
  return deed.respond || deed.answer || delays || deed.cut || deed.encode || deed.read_throttle ||
         deed.throttle || deed.resegment || !deed.heads.empty() || !deed.edits.empty() ||
         !deed.inserts.empty() || !deed.stalls.empty();
}

}  // namespace gameday::faults
