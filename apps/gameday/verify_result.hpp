#pragma once
// From what `gameday verify` played to what it prints and keeps.

#include "rig/verify/play_trials.hpp"
#include "verdict/matrix.hpp"
#include "verify_work.hpp"

namespace gameday::app {

verdict::Matrix matrix_of(const Work& work, const std::vector<rig::Played>& played,
                          const VerifyOptions& options);
/// A run folder of each row and shape; false when one cannot be written, which has been printed.
bool keep_records(const Work& work, const std::vector<rig::Played>& played,
                  const verdict::Matrix& matrix, const VerifyOptions& options);
/// Prints the matrix and writes the contract; the exit code.
int show(const verdict::Matrix& matrix, const VerifyOptions& options);

}  // namespace gameday::app
