#include "stop.hpp"

#include <fmt/format.h>

#include "audit_log.hpp"
#include "base/json_writer.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "latch.hpp"

namespace gameday::app {
namespace {

constexpr const char* how_to_clear = "To let them run again: gameday stop --clear";

int show(bool as_json) {
  const auto latch = latched();
  std::string text;
  if (as_json) {
    JsonWriter json(text);
    json.object().key("stopped").boolean(latch.has_value());
    if (latch) {
      json.key("file").text(latch->file).key("who").text(latch->who);
      json.key("when").text(latch->when).key("why").text(latch->why);
    }
    json.end();
  } else if (latch) {
    text = fmt::format("Game days are stopped: {}\n{}", words(*latch), how_to_clear);
  } else {
    text = "Game days may run: nobody has stopped them.";
  }
  fmt::print("{}\n", text);
  return latch ? exit_skipped : exit_pass;
}

int set(const std::string& why) {
  const Latched done = set_latch(why);
  if (!done.problem.empty()) {
    print_error(done.problem);
    return exit_error;
  }
  AuditEntry entry;
  entry.what = "latched";
  entry.why = why;
  audit_or_tell(entry);
  if (done.before) {
    fmt::print("Game days were stopped before: {}\n{}\n", words(*done.before), how_to_clear);
  } else {
    fmt::print(
        "Game days are stopped: running ones heal their faults and end, new ones are "
        "refused.\n{}\n",
        how_to_clear);
  }
  return exit_pass;
}

int clear(const std::string& why) {
  const auto before = latched();
  if (!before) {
    fmt::print("There is nothing to clear: nobody has stopped game days.\n");
    return exit_pass;
  }
  const std::string problem = clear_latch();
  if (!problem.empty()) {
    print_error(problem);
    return exit_error;
  }
  AuditEntry entry;
  entry.what = "cleared";
  entry.why = why;
  entry.more["was"] = words(*before);
  audit_or_tell(entry);
  fmt::print("Game days may run again. Before: {}\n", words(*before));
  return exit_pass;
}

}  // namespace

int stop(const StopOptions& options) {
  if (options.clear) {
    return clear(options.why);
  }
  return options.why.empty() ? show(options.json) : set(options.why);
}

}  // namespace gameday::app
