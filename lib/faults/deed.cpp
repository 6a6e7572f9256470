#include "faults/deed.hpp"

namespace gameday::faults {

bool answers_early(const Deed& deed) {
  return deed.respond && deed.respond->early;
}

bool acts_on_attempts(const Deed& deed) {
  return deed.respond || deed.answer || deed.delay || deed.cut || deed.encode || deed.throttle ||
         deed.resegment || !deed.heads.empty() || !deed.edits.empty() || !deed.inserts.empty() ||
         !deed.stalls.empty();
}

}  // namespace gameday::faults
