#pragma once
// One block of an event stream as its lines, so that an edit leaves alone what it does not change:
// other fields, comments, line ends.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "faults/edit.hpp"

namespace gameday::faults {

class EventBlock {
 public:
  /// As http::SseBlock::wire.
  explicit EventBlock(std::string_view wire);

  /// The lines of it joined by LF.
  std::string data() const;
  /// Each line of `data` becomes a data line, written as the first one was.
  void set_data(std::string_view data);
  /// The blank line that ends the block goes: the next block's lines become its own.
  void glue();
  /// In a fixed order, whatever that of `styles`. `number` is the event's, from 0; `first`: of the
  /// events that are written so.
  void restyle(const std::vector<Style>& styles, std::uint64_t number, bool first);
  std::string wire() const;

 private:
  struct Line {
    std::string text;
    std::string end;
  };

  std::string lines() const;
  void apply(Style style, std::uint64_t number);
  void split_data();

  std::string before_;  // a byte order mark, or a block in front
  std::vector<Line> lines_;
};

}  // namespace gameday::faults
