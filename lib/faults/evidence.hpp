#pragma once
// Where each fault of the catalogue has been seen.

#include <string_view>

namespace gameday::faults {

/// `owner/repository#12, …`; empty for an alias.
std::string_view evidence_of(std::string_view id);

}  // namespace gameday::faults
