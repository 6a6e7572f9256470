#pragma once
// Where the action `resegment` cuts a run of bytes, whatever pieces they come in.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/dice.hpp"
#include "faults/shaping.hpp"

namespace gameday::faults {

class Cutter {
 public:
  /// `resegment` outlives it. `dice`: for sizes that are drawn.
  Cutter(const Resegment& resegment, std::uint64_t dice);

  /// How many of the bytes that come next belong to the piece before the next cut; none: all, and
  /// the piece goes on. 0 only where what came before ends at a cut.
  std::optional<std::size_t> cut(std::string_view bytes) const;
  /// Those have gone; `cut`: and a piece ends with them.
  void passed(std::string_view bytes, bool cut);

 private:
  std::optional<std::uint64_t> place(std::string_view bytes) const;
  void begin_piece();

  const Resegment& resegment_;
  Rng rng_;
  std::uint64_t at_ = 0;    // bytes that have gone
  std::uint64_t left_ = 0;  // size: of this piece
  char last_ = ' ';
  bool fresh_ = true;  // nothing of this piece has gone
};

}  // namespace gameday::faults
