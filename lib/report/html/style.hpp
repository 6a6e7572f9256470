#pragma once
// What the page looks like, and what its script does, as texts.

#include <string>

#include "verdict/facts.hpp"

namespace gameday::report::html {

/// CSS of the page without that of its figures.
std::string style(const verdict::RunFacts& facts);
/// JavaScript: a hint under the pointer, and a button that copies the command.
extern const char* const script;

}  // namespace gameday::report::html
