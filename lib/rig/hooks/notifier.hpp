#pragma once
// Tells hooks what a game day does, off its measuring path: each hook has a thread and a bounded
// queue of its own, so that one which hangs holds up nobody, not even the next hook. A message that
// fails is told and forgotten: no second try, no influence on the verdict.

#include <memory>
#include <string>
#include <vector>

#include "rig/hooks/note.hpp"

namespace gameday::rig {

struct NotifierLimits {
  Duration delivery = std::chrono::seconds(5);   // of one message
  Duration farewell = std::chrono::seconds(10);  // of all that is queued when the run has ended
  std::size_t queue = 64;                        // messages that wait for one hook
};
inline constexpr std::size_t most_news = 256;  // lines that nobody has read yet

class Notifier {
 public:
  explicit Notifier(std::vector<Hook> hooks, NotifierLimits limits = {});
  /// As farewell().
  ~Notifier();
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  /// Any thread; never waits.
  void send(const Note& note);
  /// Waits until every queue is empty, at most limits.farewell; what is left then is dropped, and
  /// told. Nothing can be sent afterwards.
  void farewell();
  /// What went wrong since the last time, a line each: `notify[0] (slack env.HOOK): answered 500`.
  /// Any thread.
  std::vector<std::string> news();
  /// Messages that arrived: the hook answered 2xx, or the command exited 0. Any thread.
  std::size_t arrived() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::rig
