#include "verify_log.hpp"

#include <fmt/format.h>

#include "report/lines.hpp"
#include "rig/hooks/options.hpp"
#include "state_folder.hpp"

namespace gameday::app {

AuditEntry verify_entry(const VerifyOptions& options, std::string what) {
  AuditEntry entry;
  entry.what = std::move(what);
  entry.run = options.out.empty() ? "" : absolute_path(options.out);
  entry.more = {{"command", "verify"}, {"url", options.url}};
  return entry;
}

void VerifyLog::started(const Work& work) {
  AuditEntry entry = verify_entry(options_, "started");
  std::vector<std::string> rows;
  for (const rig::Row& row : work.rows) {
    rows.push_back(row.name);
  }
  entry.more["rows"] = report::joined(rows, " ");
  entry.more["providers"] = report::joined(options_.providers, " ");
  entry.more["version"] = GAMEDAY_VERSION;
  trail_.add(std::move(entry));
}

void VerifyLog::switched(const rig::Trial& trial, const record::Event& event) {
  const bool on = event.kind == record::Event::Kind::fault_on;
  const char* what = rig::event_word(on ? rig::HookEvent::fault_on : rig::HookEvent::fault_off);
  AuditEntry entry = verify_entry(options_, what);
  entry.more["experiment"] = trial.scenario.title;
  entry.more["fault"] = event.text;
  if (event.provider) {
    const record::Cast cast{{}, {}, trial.scenario.providers};
    entry.more["provider"] = record::place_name(cast, *event.provider);
  }
  trail_.add(std::move(entry));
}

void VerifyLog::stopped(const std::string& why) {
  AuditEntry entry = verify_entry(options_, "stopped");
  entry.why = why;
  trail_.add(std::move(entry));
}

std::string VerifyLog::finished(int exit_code) {
  AuditEntry entry = verify_entry(options_, "finished");
  entry.more["exit_code"] = fmt::format("{}", exit_code);
  trail_.add(std::move(entry));
  trail_.finish();
  return trail_.news();
}

}  // namespace gameday::app
