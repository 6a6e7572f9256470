#pragma once
// The inserts, stalls and the end of one deed, each at its place in one answer, until it is done.
// There are never more of them than the deed has, however often one is done again.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "faults/fit.hpp"

namespace gameday::faults {

struct Act {
  enum class Kind : std::uint8_t { insert, stall, cut };  // their order at one place
  Kind kind = Kind::insert;
  std::size_t index = 0;  // among the deed's of that kind
  Point written;
  Point at;            // placed() in this answer
  bool again = false;  // of an insert that has been done before
};

class Acts {
 public:
  /// What lies before the headers is not among them.
  Acts(const Deed& deed, const AnswerHead& head);

  /// Those of a place where `is_here(act)`, in the order in which they are done.
  template <class IsHere>
  std::vector<Act> take(IsHere is_here) {
    std::vector<Act> taken;
    std::erase_if(list_, [&](const Act& act) {
      const bool here = is_here(act);
      if (here) {
        taken.push_back(act);
      }
      return here;
    });
    return taken;
  }
  /// The byte at which the next one waits; `otherwise` when none does.
  std::uint64_t next_bytes(std::uint64_t otherwise) const;
  /// The time since the head, above `passed`, at which the next one waits; forever: none.
  Duration next_time(Duration passed) const;
  void drop() { list_.clear(); }
  template <class Stays>
  void keep(Stays stays) {
    std::erase_if(list_, [&](const Act& act) { return !stays(act); });
  }
  /// The insert of `act` once more, at another place.
  void again(const Act& act, const Point& at);
  /// How many wait for their place.
  std::size_t size() const { return list_.size(); }
  /// An insert waits there, or not; likewise the end.
  bool has(Act::Kind kind, std::uint64_t at_byte) const;

 private:
  std::vector<Act> list_;  // by kind
};

}  // namespace gameday::faults
