#pragma once
// The rows of scenarios/verify, for tests that measure gateways with them.

#include <string>
#include <vector>

#include "gateway/options.hpp"
#include "rig/verify/row.hpp"

namespace gameday::test {

/// `source` is the source folder. Sorted by name; a file that cannot be read fails the running
/// test.
std::vector<rig::Row> verify_pack(const std::string& source);

/// That row of it, which must be there.
rig::Row verify_row(const std::string& source, const std::string& name);

/// The options of a gateway's config file.
gateway::Options gateway_file(const std::string& path);

}  // namespace gameday::test
