#include "audit_trail.hpp"

#include "state_folder.hpp"

namespace gameday::app {

AuditTrail::AuditTrail() : thread_([this] { work(); }) {}

AuditTrail::~AuditTrail() {
  finish();
}

void AuditTrail::finish() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    woken_.notify_one();
  }
  if (thread_.joinable()) {
    thread_.join();
  }
}

void AuditTrail::add(AuditEntry entry) {
  entry.at = time_now();
  const std::lock_guard lock(mutex_);
  if (waiting_.size() < most_audit_waiting) {
    waiting_.push_back(std::move(entry));
    woken_.notify_one();
  } else if (!told_) {
    told_ = true;
    news_ = "the audit log is too slow; entries are missing there";
  }
}

std::string AuditTrail::news() {
  const std::lock_guard lock(mutex_);
  return std::exchange(news_, {});
}

void AuditTrail::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    woken_.wait(lock, [this] { return over_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      return;
    }
    const AuditEntry entry = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    const std::string problem = audit(entry);
    lock.lock();
    if (!problem.empty() && !told_) {  // once: the next line fails alike
      told_ = true;
      news_ = problem;
    }
  }
}

}  // namespace gameday::app
