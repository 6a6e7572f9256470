#pragma once
// What a deed does to one answer, without clock or socket: source bytes in, steps out.
//
// The order is fixed: edit, insert, coding, delay of events, stall, end, throttle, pieces. Places
// are counted on the source's events, bytes on what the client is given; comments, pings and
// keep-alives count for nothing. The steps say the same bytes whatever pieces the source's come in.
// What it holds is bounded: one event, what an edit moves (held_most), what a replay repeats
// (replay_most).
//
// announce(), start(), then next() until it says end or over; push() or finish() when it says more.
// One thread.

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "faults/acts.hpp"
#include "faults/coder.hpp"
#include "faults/editor.hpp"
#include "faults/history.hpp"
#include "faults/step.hpp"
#include "faults/throttle.hpp"
#include "faults/waits.hpp"
#include "faults/writes.hpp"

namespace gameday::faults {

class AnswerMachine {
 public:
  /// For a deed without misfit(), and a length if it needs one. `deed` outlives the machine.
  AnswerMachine(const Deed& deed, const AnswerHead& head, const Waits& waits);

  /// The source's body has been edited before, and is `head.length` long now.
  void body_edited(bool changed);
  /// The body's length when it is not the source's: the head must say it, and it holds from now on.
  std::optional<std::uint64_t> announce();
  /// The head goes out.
  void start(TimePoint now);
  /// More of the source's body; must stay where it is until the machine asks for more again.
  void push(std::string_view bytes) { editor_.source().push(bytes); }
  /// The source has ended, whole or not.
  void finish(bool whole = true) {
    whole_ = whole;
    editor_.source().finish();
  }
  Step next(TimePoint now);
  /// What has not happened yet is dropped, waits are over; what was announced stays true.
  void heal();

  /// At least one effect has happened.
  bool acted() const { return reached_.has_value(); }
  /// Where it acted last: `after 5 deltas, 1,812 B`; empty when it did not.
  std::string reached() const;
  /// Why it did not, now that it is over: stream_too_short, nothing_to_change, not_json, healed or
  /// too_large.
  std::string_view bypassed() const;

 private:
  struct Op {
    Act::Kind kind = Act::Kind::insert;
    Point place;
    std::string_view block;    // insert, and the source's own: its bytes …
    std::string_view bytes;    // … still to be written
    std::uint64_t copies = 0;  // … that come after it
    bool replays = false;      // … the events given so far, one after the other,
    std::size_t replayed = 0;  // … of which so many have been
    bool coded = false;        // … in the coding, of which nothing can be taken back
    bool kept = false;         // … for a replay
    bool gated = false;        // … an event, which delays hold back
    bool event = false;        // … that counts for pieces
    bool ours = false;         // … not the source's
    bool edited = false;       // … but other than it gave them
    bool unframed = false;     // … not even of the body
    bool begun = false;
    const Stall* stall = nullptr;
    TimePoint until = never;      // of the stall, once begun
    TimePoint next_beat = never;  // … of its keep-alives
  };
  struct Reached {
    Point place;
    std::uint64_t bytes = 0;
  };

  bool take_source(TimePoint now);
  void put_blocks(const EditedPiece& piece);
  void take_due(TimePoint now);
  template <class IsHere>
  void put_last(IsHere is_here, TimePoint now);
  Op op_of(const Act& act, TimePoint now);
  bool replays_too_much() const { return remembered_ > replay_most; }
  std::optional<Step> run(Op& op, TimePoint now);
  std::optional<Step> write(Op& op, TimePoint now);
  bool next_of_replay(Op& op) const;
  void code(Op& op);
  bool ends_coding();
  void end_block(Op& op);
  bool cuts_inside(std::uint64_t at) const;
  std::optional<Step> stall(Op& op, TimePoint now);
  static Step unframed(std::string_view bytes);
  Step framed(const Op& op, std::string_view bytes, TimePoint now);
  Step waiting(TimePoint until, TimePoint now, bool holds) const;
  std::optional<Step> held_back(const Op& op, std::string_view& bytes, TimePoint now);
  std::optional<TimePoint> gate() const;
  TimePoint soonest(TimePoint due, TimePoint now) const;
  void effect(const Point& place) { reached_ = Reached{place, bytes_}; }

  const Deed& deed_;
  const bool tells_events_;  // apart from each other
  const Waits waits_;
  const std::optional<std::uint64_t> length_;  // of the source
  std::vector<std::string> texts_;             // of the inserts
  std::optional<std::string> instead_;         // of the source's whole body
  std::optional<std::uint64_t> other_length_;  // than the source's
  Acts acts_;
  Editor editor_;
  std::optional<Coder> coder_;  // of a stream; a whole body has been coded before
  Throttle throttle_;
  Writes writes_;
  std::deque<Op> ops_;  // what comes next as far as it is known
  TimePoint start_{};
  TimePoint last_event_{};
  History history_;
  std::size_t remembered_ = 0;  // bytes of history_ with those to come; above replay_most: none
  bool replays_ = false;
  std::size_t inside_ = 0;    // ops that are written in part: no event may stand in them
  bool done_ = false;         // the source has said that it is
  std::uint64_t passed_ = 0;  // events through the gate
  std::uint64_t events_ = 0;  // the source's that were given
  std::uint64_t deltas_ = 0;
  std::uint64_t bytes_ = 0;  // given
  bool whole_ = false;       // the source's end
  bool started_ = false;
  bool announced_ = false;
  bool body_unchanged_ = false;  // by edits
  bool healed_ = false;
  bool over_ = false;
  std::optional<Reached> reached_;
};

}  // namespace gameday::faults
