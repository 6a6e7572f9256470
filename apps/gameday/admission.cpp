#include "admission.hpp"

#include <fmt/format.h>

#include "audit_log.hpp"
#include "base/digest.hpp"
#include "base/json_writer.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "latch.hpp"
#include "scenario/options.hpp"

namespace gameday::app {
namespace {

std::optional<Refusal> latch_refusal() {
  const auto latch = latched();
  if (!latch) {
    return std::nullopt;
  }
  return Refusal{fmt::format("game days are stopped: {} ({})", words(*latch), latch->file),
                 "To let them run again: gameday stop --clear", exit_skipped};
}

}  // namespace

std::optional<Refusal> refusal_of(const scenario::Scenario&, bool simulate) {
  if (simulate) {
    return std::nullopt;
  }
  return latch_refusal();
}

int refuse(const Refusal& refusal, const scenario::Scenario& scenario, bool json) {
  const bool skipped = refusal.exit_code == exit_skipped;
  AuditEntry entry;
  entry.what = skipped ? "skipped" : "refused";
  entry.file = scenario.file;
  entry.hash = sha256_hex(scenario.text);
  entry.why = refusal.why;
  audit_or_tell(entry);
  fmt::print(stderr, "gameday: {}: {}\n{}\n", entry.what, refusal.why, refusal.way_out);
  if (json) {
    std::string text;
    JsonWriter writer(text);
    writer.object().key("gameday").number(1).key("verdict").text(entry.what);
    writer.key("exit_code").number(refusal.exit_code);
    writer.key("why").text(refusal.why).key("way_out").text(refusal.way_out).end();
    fmt::print("{}\n", text);
  }
  return refusal.exit_code;
}

}  // namespace gameday::app
