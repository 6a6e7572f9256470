#include "faults/cells.hpp"

namespace gameday::faults {

Cell& Cells::of(const CellName& name) {
  if (!name.text.empty()) {
    const auto found = by_text_.find(name.text);
    if (found != by_text_.end()) {
      return found->second;
    }
    if (by_text_.size() >= most_) {
      by_text_.erase(by_text_.begin());
    }
    return by_text_[std::string(name.text)];
  }
  if (by_number_.size() >= most_ && by_number_.find(name.number) == by_number_.end()) {
    by_number_.erase(by_number_.begin());
  }
  return by_number_[name.number];
}

}  // namespace gameday::faults
