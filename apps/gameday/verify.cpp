#include "verify.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "console.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "pack.hpp"
#include "quote.hpp"
#include "report/verify_text.hpp"
#include "report/verify_words.hpp"
#include "rig/verify/cell.hpp"
#include "verify_folder.hpp"
#include "verify_play.hpp"

namespace gameday::app {
namespace {

verdict::Matrix matrix_of(const Work& work, const std::vector<rig::Played>& played,
                          const VerifyOptions& options) {
  verdict::Matrix matrix;
  matrix.subject = options.url.empty() ? options.gateway : options.url;
  matrix.contract = options.contract;
  matrix.simulated = options.simulate;
  matrix.assumed = {options.url.empty()
                        ? "measured on gameday's own gateway, against mock providers"
                        : "a gateway that runs already, against mock providers; what its config "
                          "declares is not known"};
  if (options.url.empty() && work.arm.gateway.form == gateway::Form::bifrost) {
    matrix.assumed.emplace_back(
        "the file is in Bifrost's shape, and read with Bifrost's defaults; Bifrost itself may do "
        "otherwise: measure it with --url");
  }
  for (std::size_t at = 0; at < work.trials.size(); ++at) {
    const rig::Trial& trial = work.trials[at];
    verdict::MatrixCell cell = rig::make_cell(work.rows[work.row_of[at]], trial, played[at]);
    if (work.contract) {
      const verdict::RunFacts facts = rig::facts_of(trial, played[at]);
      judge_by_contract(cell, *work.contract, facts, verdict::summarise(facts, played[at].records));
    } else {
      judge_by_config(cell);
    }
    for (const record::Event& event : played[at].records.events) {
      matrix.took = std::max(matrix.took, event.at - run_start);
    }
    matrix.cells.push_back(std::move(cell));
  }
  return matrix;
}

bool keep(const Work& work, const std::vector<rig::Played>& played, const verdict::Matrix& matrix,
          const VerifyOptions& options) {
  for (std::size_t at = 0; at < work.trials.size(); ++at) {
    const std::string folder =
        fmt::format("{}/{}", options.out, report::verify_folder(matrix.cells[at]));
    const std::string command =
        fmt::format("{} --row {}", again(options), shell_quoted(work.trials[at].row));
    const std::string problem =
        write_trial(folder, work.trials[at], played[at], options.simulate, command);
    if (!problem.empty()) {
      print_error(problem);
      return false;
    }
  }
  return true;
}

int show(const verdict::Matrix& matrix, const VerifyOptions& options) {
  report::VerifyHints hints;
  hints.again = again(options);
  hints.folder = options.out;
  hints.detail = options.detail;
  const std::string text = options.json       ? report::verify_json(matrix)
                           : options.markdown ? report::verify_markdown(matrix, hints)
                                              : report::verify_text(matrix, look_of(1), hints);
  fmt::print("{}", text);
  if (!options.write_contract.empty()) {
    const std::string problem = write_file(options.write_contract, draft_contract(matrix));
    if (!problem.empty()) {
      print_error(problem);
      return exit_error;
    }
    fmt::print(stderr, "contract  {}\n", options.write_contract);
  }
  return verdict::exit_code(matrix);
}

int list(const std::vector<rig::Row>& rows) {
  for (const rig::Row& row : rows) {
    fmt::print("{:22}  {}\n", row.name, row.scenario.title);
  }
  return exit_pass;
}

std::string unproved(const std::vector<rig::Played>& played) {
  for (const rig::Played& one : played) {
    if (!one.unproved.empty()) {
      return one.unproved;
    }
  }
  return {};
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
  const std::vector<rig::Played> played = play_work(*work, options);
  if (const std::string why = unproved(played); !why.empty()) {
    print_error(why);
    return verdict::exit_code(verdict::Ruling::baseline_unhealthy);
  }
  const verdict::Matrix matrix = matrix_of(*work, played, options);
  if (!options.out.empty() && !keep(*work, played, matrix, options)) {
    return exit_error;
  }
  const int code = show(matrix, options);
  const bool stopped =
      std::ranges::any_of(played, [](const rig::Played& one) { return one.ending.stopped; });
  return stopped ? exit_interrupted : code;
}

}  // namespace gameday::app
