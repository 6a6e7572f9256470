#pragma once
// A log that keeps what it is given.

#include <string>
#include <utility>
#include <vector>

#include "record/lines.hpp"

namespace gameday::test {

class KeptLines final : public record::Lines {
 public:
  void add(std::string line) noexcept override { lines.push_back(std::move(line)); }
  std::uint64_t dropped() const override { return 3; }
  std::vector<std::string> lines;
};

}  // namespace gameday::test
