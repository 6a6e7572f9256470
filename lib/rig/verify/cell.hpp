#pragma once
// From one played trial to its cell of the matrix: what was declared, what was measured, or why
// nothing can be said. Not judged yet.

#include "rig/verify/play_trials.hpp"
#include "verdict/matrix.hpp"

namespace gameday::rig {

verdict::MatrixCell make_cell(const Row& row, const Trial& trial, const Played& played);

}  // namespace gameday::rig
