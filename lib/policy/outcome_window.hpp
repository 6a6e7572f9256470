#pragma once
// The latest outcomes of calls: at most so many, and none older than so much. Pure; `now` is passed
// in and never goes back.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace gameday::policy {

/// How one call went; a call may be both.
struct Mark {
  bool failed = false;
  bool slow = false;
};

class OutcomeWindow {
 public:
  /// `most` is at least 1.
  OutcomeWindow(std::uint32_t most, std::optional<Duration> age) : most_(most), age_(age) {}

  void add(Mark mark, TimePoint now);
  void clear();

  /// As of the latest add().
  std::uint32_t size() const { return size_; }
  std::uint32_t failed() const { return failed_; }
  std::uint32_t slow() const { return slow_; }

 private:
  struct Entry {
    TimePoint at{};
    Mark mark;
  };
  void drop_oldest();

  std::uint32_t most_;
  std::optional<Duration> age_;
  std::vector<Entry> ring_;  // empty until the first call: most keys of most targets see none
  std::uint32_t oldest_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t failed_ = 0;
  std::uint32_t slow_ = 0;
};

}  // namespace gameday::policy
