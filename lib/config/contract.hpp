#pragma once
// contract.yaml: what a gateway must keep under each row of verify's pack, in the grammar of
// `expect`.
//
//   contract: 1
//   expect: {every failure: ["truncated == 0"], silent headers: ["failover.max <= 4.3s"],
//            no fault: ["degraded == 0"]}

#include <optional>
#include <string>
#include <vector>

#include "config/findings.hpp"
#include "verdict/contract.hpp"

namespace gameday::config {

inline constexpr std::size_t most_clauses = 64;  // of one row

/// `rows` are the names of the pack, `providers` those that `served_by.NAME` may say; blanks and
/// dashes in a row's name are one. Nothing if there was any error.
std::optional<verdict::Contract> parse_contract(const std::string& path, const std::string& text,
                                                const std::vector<std::string>& rows,
                                                const std::vector<std::string>& providers,
                                                Findings& findings);
std::optional<verdict::Contract> read_contract(const std::string& path,
                                               const std::vector<std::string>& rows,
                                               const std::vector<std::string>& providers,
                                               Findings& findings);

}  // namespace gameday::config
