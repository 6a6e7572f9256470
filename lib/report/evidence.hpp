#pragma once
// The one request to look at when a check has failed.

#include <string>

#include "report/document.hpp"
#include "verdict/trails.hpp"

namespace gameday::report {

/// Null: there is none.
const record::RequestRecord* evidence_request(const Document& document,
                                              const verdict::CheckResult& check);

/// `first failed: request 12, 4 ms: openai/a 429 2 ms`, else the slowest; for checks of streams the
/// one with the longest silence, the last first token, or the first silent cut. Empty: there is
/// none.
std::string evidence(const Document& document, const verdict::CheckResult& check,
                     const verdict::Trails& trails);

}  // namespace gameday::report
