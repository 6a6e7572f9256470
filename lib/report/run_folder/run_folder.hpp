#pragma once
// run.json, written and read back, and a whole run folder read back: every document can be made
// again from it alone. Only `host` differs between two equal runs.

#include <string>
#include <string_view>

#include "base/units.hpp"
#include "report/document.hpp"

namespace gameday::report {

inline constexpr const char* run_file = "run.json";

/// While the run goes on: facts only, marked incomplete by `facts.end`.
std::string run_json(const verdict::RunFacts& facts);
/// At the end: with the verdict and the summary.
std::string run_json(const Document& document);

Parsed<verdict::RunFacts> parse_run_facts(std::string_view json);
Parsed<verdict::RunFacts> read_run_facts(const std::string& path);

struct RunFolder {
  verdict::RunFacts facts;
  verdict::RunRecords records;
};
Parsed<RunFolder> read_run_folder(const std::string& folder);

}  // namespace gameday::report
