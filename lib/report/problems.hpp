#pragma once
// Mistakes in a file as a terminal shows them: what and where, the line itself, carets below it.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace gameday::report {

/// One problem with its line of `file_text`; without the line when the place is not known.
std::string problem_block(const Problem& problem, std::string_view file_text);
/// `2 problems; nothing was started`
std::string problem_tally(std::size_t problems);

}  // namespace gameday::report
