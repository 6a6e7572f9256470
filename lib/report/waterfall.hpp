#pragma once
// What happened inside one request, as a line: `openai/a 429 150 ms → anthropic/a 200 1.2 s`.

#include <string>
#include <vector>

#include "report/document.hpp"
#include "verdict/trails.hpp"

namespace gameday::report {

std::string waterfall(const Document& document, verdict::Trail trail);

/// Requests of one arm's fault window, slowest answer first; failed ones only if `failed`, then in
/// the order they failed.
std::vector<const record::RequestRecord*> slowest(const Document& document, std::size_t experiment,
                                                  std::size_t arm, bool failed);

}  // namespace gameday::report
