#include "faults/acts.hpp"

#include <algorithm>

namespace gameday::faults {

Acts::Acts(const Deed& deed, const AnswerHead& head) {
  const auto add = [&](Act::Kind kind, std::size_t index, const Point& point) {
    if (!before_headers(point)) {
      list_.push_back(Act{kind, index, point, placed(point, head), false});
    }
  };
  for (std::size_t i = 0; i < deed.inserts.size(); ++i) {
    add(Act::Kind::insert, i, deed.inserts[i].point);
  }
  for (std::size_t i = 0; i < deed.stalls.size(); ++i) {
    add(Act::Kind::stall, i, deed.stalls[i].point);
  }
  if (deed.cut) {
    add(Act::Kind::cut, 0, deed.cut->point);
  }
}

std::uint64_t Acts::next_bytes(std::uint64_t otherwise) const {
  for (const Act& act : list_) {
    if (act.at.unit == Point::Unit::bytes) {
      otherwise = std::min(otherwise, act.at.count);
    }
  }
  return otherwise;
}

Duration Acts::next_time(Duration passed) const {
  Duration next = forever;
  for (const Act& act : list_) {
    if (act.at.unit == Point::Unit::time && act.at.time > passed) {
      next = std::min(next, act.at.time);
    }
  }
  return next;
}

void Acts::again(const Act& act, const Point& at) {
  const auto after = std::find_if(list_.begin(), list_.end(),
                                  [](const Act& other) { return other.kind != Act::Kind::insert; });
  list_.insert(after, Act{act.kind, act.index, at, at, true});
}

bool Acts::has(Act::Kind kind, std::uint64_t at_byte) const {
  return std::any_of(list_.begin(), list_.end(), [&](const Act& act) {
    return act.kind == kind && act.at.unit == Point::Unit::bytes && act.at.count == at_byte;
  });
}

}  // namespace gameday::faults
