#pragma once
// Words as HTML, and the small signs that stand beside them.

#include <cstddef>
#include <string>
#include <string_view>

#include "report/headline.hpp"
#include "verdict/judge.hpp"

namespace gameday::report::html {

/// Inert, escaped for text and attributes, with a no-break space before a unit and after `≤`.
std::string text(std::string_view words);
/// The same for code: lines stay lines, blanks stay blanks.
std::string code(std::string_view words);
/// A name in the middle of a sentence of ours: letters that run from right to left end with it.
std::string name(std::string_view words);

/// `pass`, `fail`, `doubt` or `stopped`: how a ruling is coloured.
const char* state(verdict::Ruling ruling);
const char* state(Mark mark);
/// The sign alone; the word must stand beside it.
std::string icon(verdict::Ruling ruling);
/// The sign and the word: `PASS`.
std::string badge(verdict::Ruling ruling);
/// A hidden <svg> with the signs; a page has it once.
std::string icons();

/// The anchor of an experiment's section.
std::string experiment_anchor(std::size_t experiment);

}  // namespace gameday::report::html
