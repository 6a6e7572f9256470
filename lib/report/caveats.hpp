#pragma once
// How far a run may be trusted, and what nobody may conclude from it; plain sentences.

#include <string>
#include <vector>

#include "report/document.hpp"

namespace gameday::report {

/// What each badge means for whoever reads the numbers.
std::vector<std::string> badge_notes(const verdict::RunFacts& facts);
/// `4,320 requests, 1,440 to each arm, all sent.`
std::string load_words(const Document& document);
/// How the numbers were made and what they cannot carry.
std::vector<std::string> caveats(const Document& document);
std::vector<std::string> not_shown(const verdict::RunFacts& facts);

}  // namespace gameday::report
