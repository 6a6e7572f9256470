#pragma once
// The last station of an answer's bytes: the action `resegment` says in which writes they leave.
// Without it every write stands for itself. No clock of its own.

#include "faults/cutter.hpp"
#include "faults/step.hpp"

namespace gameday::faults {

class Writes {
 public:
  /// `resegment` outlives it; null: none. `tells_events`: a block is whole when it is written.
  Writes(const std::optional<Resegment>& resegment, bool tells_events, std::uint64_t dice);

  struct Block {
    std::string_view bytes;  // that may go now
    bool ends = false;       // with the last of them a block is over …
    bool event = false;      // … which is an event
  };
  /// A prefix of the block's bytes, and how it leaves.
  Step write(const Block& block, TimePoint now);
  /// The next piece may not begin before.
  std::optional<TimePoint> due() const;
  /// Whether an unfinished piece stays back in a silence of ours, or of the source.
  bool holds_in_silence() const { return groups(); }
  bool holds_for_source() const { return groups() || (cuts() && !tells_events_); }
  /// It has cut or gathered something.
  bool acted() const { return acted_; }
  void off() { resegment_ = nullptr; }

 private:
  bool groups() const;
  bool cuts() const;
  void gather(const Block& block, Step& step);
  void cut(const Block& block, Step& step);

  const Resegment* resegment_;
  const bool tells_events_;
  std::optional<Cutter> cutter_;
  std::uint64_t grouped_ = 0;  // events of this piece
  bool open_ = false;          // a piece has begun
  bool acted_ = false;
  TimePoint next_{};
};

}  // namespace gameday::faults
