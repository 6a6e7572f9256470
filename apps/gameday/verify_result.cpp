#include "verify_result.hpp"

#include <fmt/format.h>

#include "console.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "quote.hpp"
#include "report/verify_text.hpp"
#include "report/verify_words.hpp"
#include "rig/verify/cell.hpp"
#include "verify_folder.hpp"

namespace gameday::app {

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

bool keep_records(const Work& work, const std::vector<rig::Played>& played,
                  const verdict::Matrix& matrix, const VerifyOptions& options) {
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

}  // namespace gameday::app
