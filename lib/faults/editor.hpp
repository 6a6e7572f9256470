#pragma once
// The source's pieces after the edits of a deed. Places stay where the source had them: a piece
// that was dropped or moved leaves an empty one behind. Without an edit everything passes at once;
// one that moves events earlier holds as many back, at most moved_most, with what comes between
// them; above held_most bytes no edit is done any more, and nothing is held.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "faults/source.hpp"

namespace gameday::faults {

// As much as is held of a unary body.
inline constexpr std::size_t held_most = 32 * 1024 * 1024;

struct EditedBlock {
  std::string_view bytes;
  std::uint64_t times = 1;  // one after the other
};
struct EditedPiece {
  SourcePiece source;               // its meaning, for places
  std::vector<EditedBlock> blocks;  // what goes out for it
  bool edited = false;
};

class Editor {
 public:
  /// `deed` outlives it.
  Editor(const Deed& deed, const AnswerHead& head);

  /// As Source: push() and finish(), and next() until it says nothing.
  Source& source() { return source_; }
  const Source& source() const { return source_; }
  /// Valid until the next call or push().
  const EditedPiece* next();
  /// All has been taken.
  bool finished() const { return source_.finished() && window_.empty() && late_.empty(); }
  /// No edit any more; what was held goes out in its place.
  void heal();
  /// More came than is held, or a block that cannot be: edits ended there.
  bool too_large() const { return too_large_ || source_.too_large(); }
  /// A piece was found that already was what it should become.
  bool unchanged() const { return unchanged_; }
  /// A piece that was to be changed was no JSON.
  bool not_json() const { return not_json_; }

 private:
  struct Block {
    std::string bytes;
    std::uint64_t times = 1;
  };
  struct Slot {
    SourcePiece source;
    std::vector<Block> blocks;
    bool edited = false;
  };
  struct Late {
    std::vector<Block> blocks;
    std::uint64_t left = 0;  // events that it still waits for
  };

  static std::size_t weight_of(const Slot& slot);
  bool hits(const Edit& edit, const SourcePiece& piece) const;
  void take(const SourcePiece& piece);
  std::int64_t edit(Slot& slot);
  void change(const Edit& edit, Slot& slot);
  bool change(const Edit& edit, std::string& wire);
  void place(Slot slot, std::int64_t move);
  void put_earlier(Slot& slot, std::uint64_t events);
  void let_late_go();
  bool releases() const;
  const EditedPiece* release();

  std::vector<const Edit*> edits_;
  Source source_;
  std::deque<Slot> window_;
  std::vector<Late> late_;
  std::uint64_t hold_ = 0;  // events of the window that may yet get something in front
  std::uint64_t held_ = 0;
  std::size_t weight_ = 0;    // of all that is held, in bytes of memory
  std::uint64_t events_ = 0;  // the source's before this one
  std::uint64_t deltas_ = 0;
  bool styled_ = false;
  bool too_large_ = false;
  bool unchanged_ = false;
  bool not_json_ = false;
  Slot current_;
  EditedPiece out_;
};

}  // namespace gameday::faults
