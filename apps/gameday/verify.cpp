#include "verify.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "admission.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "pack.hpp"
#include "verdict/judge.hpp"
#include "verify_log.hpp"
#include "verify_play.hpp"
#include "verify_result.hpp"

namespace gameday::app {
namespace {

int list(const std::vector<rig::Row>& rows) {
  for (const rig::Row& row : rows) {
    fmt::print("{:22}  {}\n", row.name, row.scenario.title);
  }
  return exit_pass;
}

/// Why nothing at all can be said of a gateway that runs already: the exit code, and its reason.
int not_measurable(const std::vector<rig::Played>& played) {
  for (const rig::Played& one : played) {
    if (!one.unproved.empty()) {
      print_error(one.unproved);
      return verdict::exit_code(verdict::Ruling::baseline_unhealthy);
    }
    if (!one.ending.problem.empty()) {
      print_error(one.ending.problem);
      return exit_error;
    }
  }
  return exit_pass;
}

/// Everything between a plan and the exit code.
int measure(const Work& work, const VerifyOptions& options, VerifyLog* log) {
  const std::vector<rig::Played> played = play_work(work, options, log);
  const int blind = options.url.empty() ? exit_pass : not_measurable(played);
  if (blind != exit_pass) {
    return blind;
  }
  const verdict::Matrix matrix = matrix_of(work, played, options);
  if (!options.out.empty() && !keep_records(work, played, matrix, options)) {
    return exit_error;
  }
  const int code = show(matrix, options);
  const bool stopped =
      std::ranges::any_of(played, [](const rig::Played& one) { return one.ending.stopped; });
  return stopped ? exit_interrupted : code;
}

/// Somebody's gateway, which runs already: the latch holds, and the audit log is told.
int measure_theirs(const Work& work, const VerifyOptions& options) {
  auto refusal = latch_refusal();
  if (!refusal) {
    refusal = port_refusal(work.trials.front().options);  // the same ones for each
  }
  if (refusal) {
    return refuse(*refusal, verify_entry(options, {}), options.json);
  }
  VerifyLog log(options);
  log.started(work);
  const int exit_code = measure(work, options, &log);
  if (const std::string problem = log.finished(exit_code); !problem.empty()) {
    print_error(problem);
  }
  return exit_code;
}

bool out_is_empty(const std::string& out) {
  std::error_code ec;
  return out.empty() || !std::filesystem::exists(out, ec) || std::filesystem::is_empty(out, ec);
}

}  // namespace

int verify(const VerifyOptions& options) {
  auto rows = read_pack(options.pack, options.rows);
  if (!rows) {
    return exit_invalid;
  }
  if (options.list) {
    return list(*rows);
  }
  if (options.gateway.empty() && options.url.empty()) {
    print_error("which gateway? Write --gateway FILE, or --url URL");
    return exit_invalid;
  }
  if (!out_is_empty(options.out)) {
    print_error(fmt::format(
        "--out {}: not an empty folder; name one that is, or that does not exist", options.out));
    return exit_invalid;
  }
  const auto work = open_work(options, *std::move(rows));
  if (!work) {
    return exit_invalid;
  }
  return options.url.empty() ? measure(*work, options, nullptr) : measure_theirs(*work, options);
}

}  // namespace gameday::app
