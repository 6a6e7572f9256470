#pragma once
// One experiment in numbers, as tables that Markdown and HTML both lay out.

#include <cstddef>
#include <string>
#include <vector>

#include "report/document.hpp"
#include "report/table.hpp"

namespace gameday::report {

/// `openai: 429 with Retry-After: 20 s, every attempt, for 40 s`
std::vector<std::string> injection_lines(const Document& document, std::size_t experiment);
/// Each arm in each window: failed, late, degraded, how late.
Table windows_table(const Document& document, std::size_t experiment);
/// What the fault proxies counted for each injection.
Table audit_table(const Document& document, std::size_t experiment);
Table attempts_table(const Document& document, std::size_t experiment);
Table answerers_table(const Document& document, std::size_t experiment);
Table failover_table(const Document& document, std::size_t experiment);
/// A break that was told is a failure that a client can see; a silent one looks like an answer.
Table streams_table(const Document& document, std::size_t experiment);
/// `tuned gateway: at once`: how soon after the fault each arm was well again.
std::vector<std::string> recovery_lines(const Document& document, std::size_t experiment);

}  // namespace gameday::report
