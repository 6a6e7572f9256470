#include "rig/hooks/notifier.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "rig/hooks/asking.hpp"
#include "rig/hooks/delivery.hpp"
#include "rig/program.hpp"
#include "rt/real_world.hpp"

namespace gameday::rig {
namespace {

/// What all hooks have to say.
class News {
 public:
  void add(std::string line) {
    const std::lock_guard lock(mutex_);
    if (lines_.size() < most_news) {
      lines_.push_back(std::move(line));
    }
  }
  std::vector<std::string> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(lines_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

rt::awaitable<void> ask_into(rt::World& world, Question question, rt::Bound bound,
                             Answered& answered) {
  answered = co_await ask(world, std::move(question), bound);
}

/// One hook's thread. It ends when it was told to and its queue is empty, or its time is over.
class Courier {
 public:
  Courier(std::string name, const NotifierLimits& limits, rt::Epoch epoch, News& news)
      : name_(std::move(name)),
        limits_(limits),
        news_(news),
        world_(epoch, Seed(0)),  // nothing here draws
        thread_([this] { work(); }) {}
  ~Courier() {
    end(now());
    join();
  }
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  void send(Delivery delivery) {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= limits_.queue || due_) {
      ++dropped_;
      return;
    }
    queue_.push_back(std::move(delivery));
    woken_.notify_one();
  }
  /// Of two, the first counts.
  void end(TimePoint due) {
    const std::lock_guard lock(mutex_);
    due_ = due_.value_or(due);
    woken_.notify_one();
  }
  /// After end().
  void join() {
    if (thread_.joinable()) {
      thread_.join();
    }
    if (dropped_ > 0) {
      news_.add(fmt::format("{}: {} message{} dropped: it was too slow", name_, dropped_,
                            dropped_ == 1 ? " was" : "s were"));
      dropped_ = 0;
    }
  }
  std::size_t arrived() const { return arrived_; }
  TimePoint now() { return world_.world().now(); }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      woken_.wait(lock, [this] { return !queue_.empty() || due_; });
      const Duration left = due_ ? *due_ - now() : limits_.delivery;
      if (queue_.empty() || left <= Duration::zero()) {
        dropped_ += queue_.size();
        queue_.clear();
        return;
      }
      const Delivery delivery = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      deliver(delivery, std::min(left, limits_.delivery));
      lock.lock();
    }
  }

  void deliver(const Delivery& delivery, Duration most) {
    const std::string failure =
        delivery.command.empty() ? post(delivery, most) : run(delivery, most);
    if (failure.empty()) {
      ++arrived_;
    } else {
      news_.add(fmt::format("{}: {}", name_, failure));
    }
  }
  std::string post(const Delivery& delivery, Duration most) {
    rt::Bound bound;
    bound.due = later(now(), most);
    Question question{"POST", delivery.url, delivery.headers, delivery.body};
    Answered answered;
    world_.run(ask_into(world_.world(), std::move(question), bound, answered));
    return failure_words(answered);
  }
  static std::string run(const Delivery& delivery, Duration most) {
    const Program program{delivery.command, delivery.body, delivery.environment, most};
    return failure_words(program, run_program(program));
  }

  const std::string name_;
  const NotifierLimits limits_;
  News& news_;
  rt::RealWorld world_;
  std::mutex mutex_;  // of all below
  std::condition_variable woken_;
  std::deque<Delivery> queue_;
  std::optional<TimePoint> due_;  // no message begins after it
  std::size_t dropped_ = 0;
  std::atomic<std::size_t> arrived_ = 0;
  std::thread thread_;  // last: it uses all above
};

}  // namespace

struct Notifier::Parts {
  std::vector<Hook> hooks;
  NotifierLimits limits;
  News news;
  std::vector<std::unique_ptr<Courier>> couriers;  // one a hook
};

Notifier::Notifier(std::vector<Hook> hooks, NotifierLimits limits)
    : parts_(std::make_unique<Parts>()) {
  parts_->hooks = std::move(hooks);
  parts_->limits = limits;
  const rt::Epoch epoch = rt::Epoch::start();
  for (const Hook& hook : parts_->hooks) {
    const std::string problem = unusable(hook);
    if (!problem.empty()) {
      parts_->news.add(fmt::format("{}: nothing can be sent there: {}", hook.name, problem));
    }
    parts_->couriers.push_back(std::make_unique<Courier>(hook.name, limits, epoch, parts_->news));
  }
}

Notifier::~Notifier() {
  farewell();
}

void Notifier::send(const Note& note) {
  for (Delivery& delivery : deliveries_of(parts_->hooks, note)) {
    parts_->couriers[delivery.hook]->send(std::move(delivery));
  }
}

void Notifier::farewell() {
  for (const auto& courier : parts_->couriers) {
    courier->end(later(courier->now(), parts_->limits.farewell));
  }
  for (const auto& courier : parts_->couriers) {
    courier->join();
  }
}

std::vector<std::string> Notifier::news() {
  return parts_->news.take();
}

std::size_t Notifier::arrived() const {
  std::size_t all = 0;
  for (const auto& courier : parts_->couriers) {
    all += courier->arrived();
  }
  return all;
}

}  // namespace gameday::rig
