#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/lines.hpp"
#include "report/md.hpp"
#include "report/verify_text.hpp"
#include "report/verify_words.hpp"

namespace gameday::report {
namespace {

using verdict::MatrixCell;
using verdict::Standing;

std::string headline(const verdict::Matrix& matrix) {
  const verdict::MatrixTally tally = verdict::tally(matrix);
  if (tally.broken > 0) {
    return fmt::format("✗ {} of {} measurements break a promise", tally.broken,
                       matrix.cells.size());
  }
  if (tally.unclear > 0) {
    return fmt::format("? {} of {} measurements are unclear", tally.unclear, matrix.cells.size());
  }
  return fmt::format(
      "✓ {} of {} measurements hold{}", tally.held, matrix.cells.size(),
      tally.not_observable > 0 ? fmt::format(", {} are not observable", tally.not_observable) : "");
}

std::string findings_of(const verdict::Matrix& matrix, const VerifyLine& line,
                        const VerifyHints& hints) {
  std::string out;
  for (const std::string& sentence : sentences_of(matrix, line)) {
    out += fmt::format("- {} **{}**: {}\n", sign(line.mark, true), md_text(line.name),
                       md_text(sentence));
  }
  const MatrixCell& cell = matrix.cells[line.cells.front()];
  if (cell.measured) {
    const std::string manner = manner_words(*cell.measured);
    out += fmt::format("  seen: {}{}\n", md_text(trail_words(*cell.measured)),
                       manner.empty() ? "" : " (" + md_text(manner) + ')');
  }
  if (!hints.again.empty()) {
    out += fmt::format("  again: {}\n", md_span(again_words(cell, hints)));
  }
  return out;
}

}  // namespace

std::string verify_markdown(const verdict::Matrix& matrix, const VerifyHints& hints) {
  const std::vector<VerifyLine> lines = verify_lines(matrix);
  std::string out =
      fmt::format("### {}\n\n{}{}, {}{}.\n", md_text(headline(matrix)), md_span(matrix.subject),
                  matrix.contract.empty() ? " against its own declared limits"
                                          : " against " + md_span(matrix.contract),
                  duration(matrix.took), matrix.simulated ? ", SIMULATED" : "");
  for (const std::string& assumed : matrix.assumed) {
    out += md_text(assumed) + ".\n";
  }
  std::vector<Row> rows;
  for (const VerifyLine& line : lines) {
    rows.push_back({md_text(line.name), md_text(line.attempts_says), md_text(line.attempts_did),
                    md_text(line.fallback_says), md_text(line.fallback_did), md_text(line.saw),
                    md_text(fmt::format("{} {}", sign(line.mark, true), line.verdict))});
  }
  constexpr std::size_t no_numbers = 7;
  out += '\n' + md_table({"failure", "attempts: says", "did", "fallback after: says", "did",
                          "the client saw", "verdict"},
                         rows, no_numbers);
  std::string behind;
  for (const VerifyLine& line : lines) {
    if (line.mark == Mark::bad || line.mark == Mark::doubt) {
      behind += findings_of(matrix, line, hints);
    }
  }
  return behind.empty() ? out : out + '\n' + behind;
}

}  // namespace gameday::report
