#pragma once
// What stands first wherever a run is written up in Markdown: the verdict, the headline table, the
// checks. report.md, a build's summary and a post-mortem are begun with the same words.

#include <cstdint>
#include <string>

#include "report/document.hpp"

namespace gameday::report {

/// The word with its badges, the sentence, the tally, where the fault really was.
std::string md_verdict(const Document& document);
std::string md_headline(const Document& document);
/// As a quotation; empty: there is none.
std::string md_hypothesis(const verdict::RunFacts& facts);

enum class Checks : std::uint8_t { all, not_held };
/// A row a check; empty: there is none of these.
std::string md_checks(const Document& document, Checks which);

}  // namespace gameday::report
