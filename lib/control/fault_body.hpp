#pragma once
// What a request body says about faults, as plain data. Read strictly: an unknown field, a value
// without its unit or a field given twice is refused, with its place; here no client relies on Go's
// leniency (bodies.hpp).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/time.hpp"
#include "base/value.hpp"
#include "control/api_error.hpp"

namespace gameday::control {

struct FaultBody {
  std::optional<std::string> name;
  std::optional<std::string> type;
  std::optional<bool> enabled;
  std::optional<Duration> lease;
  std::optional<std::uint64_t> position;
  Value attributes;  // a map, or null: absent
  Value match;       // likewise
};

/// 400; the first few of them, each with its path and place: `match.modle: unknown key; … (1:52)`.
ApiError bad_fault(const std::vector<Problem>& problems);

answer<FaultBody> read_fault(std::string_view body);
/// What `faults` of each proxy in a body says: of the only one, or of a list of them.
answer<std::vector<std::vector<FaultBody>>> read_faults_of_proxies(std::string_view body);

}  // namespace gameday::control
