#pragma once
// Whether a stream is worth waiting for: so many tokens within any window after its first content.
// Pure. Single thread.
//
// `now` is a time line of its own that never goes back: how long the provider has been waited for.
// What the client takes its time for is not on it, so nobody is blamed for somebody else's pace.

#include <cstdint>
#include <deque>

#include "policy/options.hpp"

namespace gameday::policy {

class PaceGuard {
 public:
  explicit PaceGuard(const PaceOptions& options);

  /// The first of it begins the watch.
  void heard(std::uint64_t tokens, TimePoint now);
  /// If nothing more comes by then, the stream is too slow. Not before the window has passed once.
  TimePoint due() const;

 private:
  struct Entry {
    TimePoint at{};
    std::uint64_t tokens = 0;
  };

  Duration window_;
  std::uint64_t needed_;         // within the window, at least one
  TimePoint first_due_ = never;  // nothing has come yet
  std::deque<Entry> latest_;     // just as many as hold what is needed
  std::uint64_t sum_ = 0;        // of those
};

}  // namespace gameday::policy
