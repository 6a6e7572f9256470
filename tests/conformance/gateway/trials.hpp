#pragma once
// A row of the table as a trial of `gameday verify`: one request, everything fresh, and what the
// load driver and the fault proxies wrote down of it.

#include "gateway/options.hpp"
#include "rig/verify/row.hpp"
#include "table.hpp"
#include "verdict/measurement.hpp"

namespace gameday::test {

/// The failure befalls the primary always; nothing else is wrong.
rig::Row playable(const ExpectedRow& row);
Seen seen_of(const verdict::Measurement& measurement);
/// As the record of a request says it.
std::string end_of(record::Outcome outcome, int status, bool by_lifeboat);

/// Primary openai with keys a and b, lifeboat anthropic, every default.
gateway::Options default_gateway();

}  // namespace gameday::test
