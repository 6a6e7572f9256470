// Toxics that pass everything on, later: latency, bandwidth, slicer, slow_open, slow_close.

#include <algorithm>
#include <utility>

#include "toxics/holding.hpp"
#include "toxics/line.hpp"

namespace gameday::toxics {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

class Latency final : public Holding {
 public:
  Latency(const Toxic& toxic, Rng rng) : rng_(rng) { take(toxic); }

  void push(Chunk chunk) override {
    // FIN follows the last chunk without a delay of its own.
    Duration wait = Duration::zero();
    if (chunk.ending == Ending::none) {
      wait = latency_;
      if (jitter_ > Duration::zero()) {  // whole milliseconds of [-jitter, +jitter)
        const auto width = static_cast<std::uint64_t>(2 * (jitter_ / 1ms));
        wait += milliseconds(rng_.below(width)) - jitter_;
      }
    }
    chunk.arrived = std::max(chunk.arrived, later(chunk.arrived, wait));
    due_ = std::max(chunk.arrived, chunk.ready);
    Holding::push(std::move(chunk));
  }
  Step pull(TimePoint now) override {
    if (!held_) {
      return hungry();
    }
    return now >= due_ ? let_go(due_) : wait(due_);
  }
  void update(const Toxic& toxic, TimePoint now) override {
    take(toxic);
    due_ = std::min(due_, now);
  }

 private:
  void take(const Toxic& toxic) {
    latency_ = milliseconds(toxic.values[0]);
    jitter_ = milliseconds(toxic.values[1]);
  }
  Rng rng_;
  Duration latency_{};
  Duration jitter_{};
  TimePoint due_{};
};

/// Alone on a line of its own, or on one with all other connections.
class Bandwidth final : public Holding {
 public:
  explicit Bandwidth(const Toxic& toxic) { take(toxic); }

  Step pull(TimePoint now) override {
    if (!held_) {
      return hungry();
    }
    if (held_->ending != Ending::none || hurry_) {
      hurry_ = false;
      return let_go(std::max(last_, held_->ready));
    }
    if (rate_ == 0) {
      return wait(never);
    }
    if (piece_ == 0) {
      piece_ = static_cast<std::size_t>(std::min<std::uint64_t>(held_->bytes.size(), turn_));
      due_ = line_->take(piece_, rate_, std::max(last_, held_->ready));
    }
    if (now < due_) {
      return wait(due_);
    }
    last_ = due_;
    const std::size_t size = std::exchange(piece_, 0);
    if (size == held_->bytes.size()) {
      return let_go(due_);
    }
    Step step;
    step.what = Step::What::chunk;
    step.chunk = *held_;
    step.chunk.bytes = held_->bytes.take(size);
    step.chunk.ready = due_;
    return step;
  }
  void update(const Toxic& toxic, TimePoint now) override {
    take(toxic);
    hurry_ = held_.has_value();
    piece_ = 0;
    last_ = now;
  }
  std::vector<Chunk> release() override {
    piece_ = 0;
    return Holding::release();
  }

 private:
  void take(const Toxic& toxic) {
    rate_ = static_cast<std::uint64_t>(toxic.values[0]);
    line_ = toxic.line ? toxic.line : std::make_shared<Line>();
    // A tenth of a second at a time, so that a slow rate is a trickle and not a wait; where others
    // wait for their turn, a hundredth.
    turn_ = std::max<std::uint64_t>(rate_ * (toxic.line ? 10 : 100), 1);
  }
  std::uint64_t rate_ = 0;  // KB/s, a K being 1,000
  std::uint64_t turn_ = 1;  // the most bytes in one piece
  std::shared_ptr<Line> line_;
  std::size_t piece_ = 0;  // of what is held, what passes next; 0: the line has not been taken
  TimePoint due_{};        // … and when
  TimePoint last_{};       // what went before
  bool hurry_ = false;
};

/// At the start of the connection nothing passes for a time, as behind a connect that is slow.
class SlowOpen final : public Holding {
 public:
  SlowOpen(const Toxic& toxic, TimePoint start) : start_(start) { take(toxic); }

  Step pull(TimePoint now) override {
    if (!held_) {
      return hungry();
    }
    const TimePoint due = std::max(open_, held_->ready);
    return now >= due ? let_go(due) : wait(due);
  }
  void update(const Toxic& toxic, TimePoint now) override {
    const bool waits = held_.has_value();
    take(toxic);
    if (waits) {
      open_ = std::min(open_, now);
    }
  }

 private:
  void take(const Toxic& toxic) { open_ = later(start_, milliseconds(toxic.values[0])); }
  TimePoint start_;
  TimePoint open_{};
};

/// Halves a chunk, and the halves, until the pieces are about as large as was asked.
class Slicer final : public Holding {
 public:
  Slicer(const Toxic& toxic, Rng rng) : rng_(rng) { take(toxic); }

  void push(Chunk chunk) override {
    next_ = std::max(next_, chunk.ready);
    sizes_.clear();
    cut(chunk.bytes.size());
    std::ranges::reverse(sizes_);  // the first at the back
    Holding::push(std::move(chunk));
  }
  Step pull(TimePoint now) override {
    if (!held_) {
      return hungry();
    }
    if (held_->ending != Ending::none) {
      return let_go(next_);
    }
    if (now < next_) {
      return wait(next_);
    }
    const TimePoint at = next_;
    next_ += delay_;
    if (sizes_.size() <= 1) {
      return let_go(at);
    }
    Step step;
    step.what = Step::What::chunk;
    step.chunk = *held_;
    step.chunk.bytes = held_->bytes.take(sizes_.back());
    step.chunk.ready = at;
    sizes_.pop_back();
    return step;
  }
  void update(const Toxic& toxic, TimePoint now) override {
    take(toxic);
    sizes_.clear();  // the rest in one piece
    next_ = now;
  }

 private:
  void take(const Toxic& toxic) {
    average_ = static_cast<std::size_t>(toxic.values[0]);
    variation_ = static_cast<std::size_t>(toxic.values[1]);
    delay_ = microseconds(toxic.values[2]);
  }
  void cut(std::size_t size) {
    if (size <= average_ + variation_) {
      sizes_.push_back(size);
      return;
    }
    std::size_t middle = size / 2;  // at least variation_: it is at most average_
    if (variation_ > 0) {
      middle += static_cast<std::size_t>(rng_.below(2 * variation_));
      middle -= variation_;
    }
    middle = std::clamp<std::size_t>(middle, 1, size - 1);
    cut(middle);
    cut(size - middle);
  }

  Rng rng_;
  std::size_t average_ = 1;
  std::size_t variation_ = 0;
  Duration delay_{};
  TimePoint next_{};
  std::vector<std::size_t> sizes_;
};

class SlowClose final : public Holding {
 public:
  explicit SlowClose(const Toxic& toxic) { take(toxic); }

  Step pull(TimePoint now) override {
    if (!held_) {
      return hungry();
    }
    const bool end = held_->ending != Ending::none && !hurry_;
    const TimePoint due = end ? later(held_->ready, delay_) : held_->ready;
    return now >= due ? let_go(due) : wait(due);
  }
  void update(const Toxic& toxic, TimePoint) override {
    take(toxic);
    hurry_ = held_.has_value();
  }

 private:
  void take(const Toxic& toxic) { delay_ = milliseconds(toxic.values[0]); }
  Duration delay_{};
  bool hurry_ = false;
};

}  // namespace

std::unique_ptr<Stage> make_latency(const Toxic& toxic, Rng rng) {
  return std::make_unique<Latency>(toxic, rng);
}
std::unique_ptr<Stage> make_bandwidth(const Toxic& toxic) {
  return std::make_unique<Bandwidth>(toxic);
}
std::unique_ptr<Stage> make_slicer(const Toxic& toxic, Rng rng) {
  return std::make_unique<Slicer>(toxic, rng);
}
std::unique_ptr<Stage> make_slow_open(const Toxic& toxic, TimePoint start) {
  return std::make_unique<SlowOpen>(toxic, start);
}
std::unique_ptr<Stage> make_slow_close(const Toxic& toxic) {
  return std::make_unique<SlowClose>(toxic);
}

}  // namespace gameday::toxics
