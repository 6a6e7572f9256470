#pragma once
// What the API answers about faults.

#include <string>

#include "control/running_proxy.hpp"

namespace gameday::control {

/// `{"name":…,"type":…,"attributes":{…},"match":{…},"enabled":…,"counts":{…}}`, attributes with
/// their defaults; `lease_ms` before the counts where set.
std::string write_fault(const FaultSpec& fault, const faults::FaultLedger& ledger);
/// In the order in which they are tried.
std::string write_faults(const RunningProxy& proxy);

}  // namespace gameday::control
