#pragma once
// What request bodies say, as plain data: which fields were there, and their values.
//
// They are read as Go reads them, for clients rely on it: names of fields match in any case,
// unknown ones are ignored, null is as good as absent, of a name given twice the last one counts,
// and what follows the first JSON value is ignored. Faults alone are read strictly. A whole number
// must be written as one: 1.5, 1e2 and "10" are refused. Besides, sizes and depth have limits
// (limits.hpp).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "control/api_error.hpp"
#include "control/fault_body.hpp"
#include "control/transport.hpp"

namespace gameday::control {

struct ToxicBody {
  std::optional<std::string> name;
  std::optional<std::string> type;
  std::optional<std::string> stream;
  std::optional<float> toxicity;
  std::optional<std::int64_t> lease_ms;  // ours
  /// By name in lower case; no value: it is no whole number, which matters once it is a known one.
  std::map<std::string, std::optional<std::int64_t>, std::less<>> attributes;
};

struct ProxyBody {
  std::optional<std::string> name;
  std::optional<std::string> listen;
  std::optional<bool> enabled;
  TransportChange transport;      // of it, Toxiproxy knows the upstream
  std::vector<ToxicBody> toxics;  // ours: Toxiproxy ignores them here
  std::vector<FaultBody> faults;
};

answer<ProxyBody> read_proxy(std::string_view body);
answer<ToxicBody> read_toxic(std::string_view body);
/// The body of /populate.
answer<std::vector<ProxyBody>> read_proxies(std::string_view body);

}  // namespace gameday::control
