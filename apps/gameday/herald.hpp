#pragma once
// Tells the world around a real run what it does: the audit log, and the hooks of `notify`. Both on
// threads of their own; nothing here waits but the end, and nothing here changes a verdict.

#include <optional>
#include <string>
#include <vector>

#include "audit_trail.hpp"
#include "config/scenario.hpp"
#include "documents.hpp"
#include "record/records.hpp"
#include "rig/hooks/notifier.hpp"
#include "verdict/facts.hpp"

namespace gameday::app {

class Herald {
 public:
  /// Both outlive it.
  Herald(const config::GameDay& day, const verdict::RunFacts& facts, std::string folder);

  void started();
  /// On the load's thread: faults on and off, a guard, a stop.
  void event(const record::Event& event);
  /// Waits until the hooks have been told, or their time is over.
  void finished(const WrittenUp& end);
  /// What went wrong since the last time, a line each.
  std::vector<std::string> news();

 private:
  void log(std::string what, const rig::Note& note, std::map<std::string, std::string> more = {});
  rig::Note note(rig::HookEvent event) const;

  const verdict::RunFacts& facts_;
  const std::string folder_;
  const config::GameDay& day_;
  AuditTrail audit_;
  rig::Notifier hooks_;
};

}  // namespace gameday::app
