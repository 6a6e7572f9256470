// Toxics that end the connection, or what it says: timeout, reset_peer, limit_data, cut_after,
// freeze_after.

#include <algorithm>

#include "toxics/holding.hpp"

namespace gameday::toxics {
namespace {

using std::chrono::milliseconds;

/// Swallows data; its time is counted from the last chunk, so who goes on talking is never cut off.
class Timeout final : public Holding {
 public:
  Timeout(const Toxic& toxic, TimePoint start) : last_(start) { take(toxic); }

  void push(Chunk chunk) override {
    last_ = std::max(last_, chunk.ready);
    if (chunk.ending != Ending::none) {
      Holding::push(std::move(chunk));
    }
  }
  Step pull(TimePoint now) override {
    if (held_) {
      return let_go(held_->ready);
    }
    const TimePoint due = time_ == Duration::zero() ? never : later(last_, time_);
    return now >= due ? ending(Ending::close, due) : hungry(due);
  }
  void update(const Toxic& toxic, TimePoint now) override {
    take(toxic);
    last_ = now;
  }
  bool closes_when_removed() const override { return true; }

 private:
  void take(const Toxic& toxic) { time_ = milliseconds(toxic.values[0]); }
  Duration time_{};
  TimePoint last_;
};

/// The first thing that comes, data or FIN, starts the clock; an idle connection lives.
class ResetPeer final : public Holding {
 public:
  explicit ResetPeer(const Toxic& toxic) { take(toxic); }

  Step pull(TimePoint now) override {
    if (!held_) {
      return hungry();
    }
    const TimePoint due = later(held_->ready, time_);
    return now >= due ? ending(Ending::reset, due) : wait(due);
  }
  void update(const Toxic& toxic, TimePoint) override { take(toxic); }

 private:
  void take(const Toxic& toxic) { time_ = milliseconds(toxic.values[0]); }
  Duration time_{};
};

class LimitData final : public Holding {
 public:
  explicit LimitData(const Toxic& toxic) { take(toxic); }

  Step pull(TimePoint) override {
    if (over_) {
      return ending(Ending::close, at_);
    }
    if (!held_) {
      return hungry();
    }
    at_ = held_->ready;
    if (held_->ending != Ending::none) {
      return let_go(at_);
    }
    const std::uint64_t room = limit_ > passed_ ? limit_ - passed_ : 0;
    const auto size = std::min<std::uint64_t>(room, held_->bytes.size());
    passed_ += size;
    over_ = size == room;  // at once when the last byte is out, even if nothing more comes
    if (size == 0) {
      return ending(Ending::close, at_);
    }
    held_->bytes = held_->bytes.take(static_cast<std::size_t>(size));
    return let_go(at_);
  }
  void update(const Toxic& toxic, TimePoint) override { take(toxic); }

 private:
  void take(const Toxic& toxic) { limit_ = static_cast<std::uint64_t>(toxic.values[0]); }
  std::uint64_t limit_ = 0;
  std::uint64_t passed_ = 0;  // since the toxic came to this connection
  bool over_ = false;
  TimePoint at_{};
};

/// Data flows as it comes, until a time after the start.
class CutAfter final : public Holding {
 public:
  CutAfter(const Toxic& toxic, TimePoint start) : start_(start) { take(toxic); }

  Step pull(TimePoint now) override {
    if (now >= due_) {
      return ending(Ending::close, due_);
    }
    return held_ ? let_go(held_->ready) : hungry(due_);
  }
  void update(const Toxic& toxic, TimePoint) override { take(toxic); }

 private:
  void take(const Toxic& toxic) { due_ = later(start_, milliseconds(toxic.values[0])); }
  TimePoint start_;
  TimePoint due_{};
};

/// From that time on nothing passes, the end neither; what comes waits for the toxic's removal.
class FreezeAfter final : public Holding {
 public:
  FreezeAfter(const Toxic& toxic, TimePoint start) : start_(start) { take(toxic); }

  Step pull(TimePoint now) override {
    if (now >= due_) {
      return wait(never);
    }
    return held_ ? let_go(held_->ready) : hungry();
  }
  void update(const Toxic& toxic, TimePoint) override { take(toxic); }

 private:
  void take(const Toxic& toxic) { due_ = later(start_, milliseconds(toxic.values[0])); }
  TimePoint start_;
  TimePoint due_{};
};

}  // namespace

std::unique_ptr<Stage> make_timeout(const Toxic& toxic, TimePoint start) {
  return std::make_unique<Timeout>(toxic, start);
}
std::unique_ptr<Stage> make_reset_peer(const Toxic& toxic) {
  return std::make_unique<ResetPeer>(toxic);
}
std::unique_ptr<Stage> make_limit_data(const Toxic& toxic) {
  return std::make_unique<LimitData>(toxic);
}
std::unique_ptr<Stage> make_cut_after(const Toxic& toxic, TimePoint start) {
  return std::make_unique<CutAfter>(toxic, start);
}
std::unique_ptr<Stage> make_freeze_after(const Toxic& toxic, TimePoint start) {
  return std::make_unique<FreezeAfter>(toxic, start);
}

}  // namespace gameday::toxics
