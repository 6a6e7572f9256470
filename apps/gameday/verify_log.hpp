#pragma once
// The audit log of `gameday verify --url`: it breaks what somebody's gateway depends on, so whoever
// wonders about that gateway finds who did it and when, as for `gameday run`.

#include "audit_trail.hpp"
#include "verify_work.hpp"

namespace gameday::app {

class VerifyLog {
 public:
  /// All outlive it.
  explicit VerifyLog(const VerifyOptions& options) : options_(options) {}

  void started(const Work& work);
  /// Any thread.
  void switched(const rig::Trial& trial, const record::Event& event);
  void stopped(const std::string& why);
  /// Waits until all is written. Empty, or what went wrong with the log.
  std::string finished(int exit_code);

 private:
  const VerifyOptions& options_;
  AuditTrail trail_;
};

/// What every entry says of it.
AuditEntry verify_entry(const VerifyOptions& options, std::string what);

}  // namespace gameday::app
