#pragma once
// The audit log of one run, written on a thread of its own: a slow disk must not hold up the
// load's. In the order of add(); all is written when it dies.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "audit_log.hpp"

namespace gameday::app {

// Waiting to be written; more than a plan can switch within a disk's pause.
inline constexpr std::size_t most_audit_waiting = 4096;

class AuditTrail {
 public:
  AuditTrail();
  ~AuditTrail();
  AuditTrail(const AuditTrail&) = delete;
  AuditTrail& operator=(const AuditTrail&) = delete;

  /// Any thread; never waits. Happened now.
  void add(AuditEntry entry);
  /// Waits until all is written; nothing can be added afterwards.
  void finish();
  /// What went wrong since the last time: the first failure, and how much was dropped.
  std::string news();

 private:
  void work();

  std::mutex mutex_;  // of all below
  std::condition_variable woken_;
  std::deque<AuditEntry> waiting_;
  bool over_ = false;
  bool told_ = false;
  std::string news_;
  std::thread thread_;  // last: it uses all above
};

}  // namespace gameday::app
