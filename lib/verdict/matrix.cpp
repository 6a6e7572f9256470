#include "verdict/matrix.hpp"

#include <algorithm>
#include <array>

namespace gameday::verdict {

Standing MatrixCell::standing() const {
  for (const Standing worst : {Standing::broken, Standing::unclear, Standing::not_observable}) {
    if (std::ranges::find(findings, worst, &Finding::standing) != findings.end()) {
      return worst;
    }
  }
  return Standing::held;
}

MatrixTally tally(const Matrix& matrix) {
  MatrixTally tally;
  for (const MatrixCell& cell : matrix.cells) {
    switch (cell.standing()) {
      case Standing::held:
        ++tally.held;
        break;
      case Standing::broken:
        ++tally.broken;
        break;
      case Standing::not_observable:
        ++tally.not_observable;
        break;
      case Standing::unclear:
        ++tally.unclear;
        break;
    }
  }
  return tally;
}

int exit_code(const Matrix& matrix) {
  constexpr int fail = 1;
  constexpr int inconclusive = 3;
  const MatrixTally seen = tally(matrix);
  if (seen.broken > 0) {
    return fail;
  }
  return seen.unclear > 0 || matrix.cells.empty() ? inconclusive : 0;
}

const char* to_text(Standing standing) {
  constexpr std::array words = {"held", "broken", "not_observable", "unclear"};
  return words.at(static_cast<std::size_t>(standing));
}

}  // namespace gameday::verdict
