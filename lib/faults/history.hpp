#pragma once
// The events that a client has been given, for a replay: their bytes one behind the other.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::faults {

// Of a stream that shall be replayed: as much as is held of a unary body.
inline constexpr std::size_t replay_most = 32 * 1024 * 1024;

/// Whoever adds sees to it that there are no more than replay_most bytes.
class History {
 public:
  /// Moves what event() has shown.
  void add(std::string_view event) {
    bytes_ += event;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  std::size_t count() const { return ends_.size(); }
  std::string_view event(std::size_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(bytes_).substr(begin, ends_[number] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace gameday::faults
