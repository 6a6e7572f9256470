#pragma once
// What counters count for: one cell for each request, key, model or connection, or one for all.
//
// When there are too many, one goes: of requests and connections the oldest, for their numbers grow
// and it is over by then; of texts the first of the alphabet, since no run has so many.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "faults/token_bucket.hpp"

namespace gameday::faults {

/// Requests and connections by number, keys and models by text, the proxy by neither.
struct CellName {
  std::uint64_t number = 0;
  std::string_view text;
};

struct Cell {
  std::uint64_t counted = 0;  // attempts so far
  TokenBucket bucket;
};

class Cells {
 public:
  static constexpr std::size_t limit = 1'000'000;  // the most requests of one run

  explicit Cells(std::size_t most = limit) : most_(most) {}
  Cell& of(const CellName& name);
  std::size_t size() const { return by_number_.size() + by_text_.size(); }

 private:
  const std::size_t most_;
  std::map<std::uint64_t, Cell> by_number_;
  std::map<std::string, Cell, std::less<>> by_text_;
};

}  // namespace gameday::faults
