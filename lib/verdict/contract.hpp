#pragma once
// A contract: which checks must hold, row by row, in the grammar of `expect`. Plain data and its
// judgement; config/contract.hpp reads the file.
//
// A row is one request of each shape, so a contract counts and bounds (`attempts.max <= 4`,
// `degraded == 0`); shares and percentiles have nothing to stand on.

#include <string>
#include <string_view>
#include <vector>

#include "verdict/expectation.hpp"
#include "verdict/matrix.hpp"
#include "verdict/summary.hpp"

namespace gameday::verdict {

struct Clause {
  enum class Of : std::uint8_t { row, every_failure, no_fault };
  Of of = Of::row;
  std::string row;  // its name
  Expectation expectation;
};

struct Contract {
  std::string file;
  std::vector<Clause> clauses;
};

/// Empty, or why this check cannot be asked of single requests, and what to write.
std::string unfit_for_contract(const Expectation& expectation);

bool applies(const Clause& clause, const MatrixCell& cell);

/// Judges a cell by its clauses alone. `facts` and `summary` are of the cell's own run.
void judge_by_contract(MatrixCell& cell, const Contract& contract, const RunFacts& facts,
                       const Summary& summary);

/// contract.yaml as it would have to be for this matrix: what was measured, with headroom for what
/// differs between two runs, and why in comments.
std::string draft_contract(const Matrix& matrix);

}  // namespace gameday::verdict
