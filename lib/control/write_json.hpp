#pragma once
// What the API answers: fields in Toxiproxy's order, no blanks, no line end.

#include <string>
#include <string_view>
#include <vector>

#include "control/proxy_set.hpp"

namespace gameday::control {

/// `{"attributes":{…},"name":…,"type":…,"stream":…,"toxicity":…}`; `lease_ms` behind it where set.
std::string write_toxic(const ToxicSpec& toxic);
/// Upstream ones first.
std::string write_toxics(const ToxicList& toxics);
/// `{"name":…,"listen":…,"upstream":…,"enabled":…,"toxics":[…]}`, and what Toxiproxy does not have
/// where a proxy has it: `tls`, `upstream_tls`, `protocol` and `faults` of one that speaks HTTP.
std::string write_proxy(const RunningProxy& proxy);
/// An object, by name.
std::string write_proxies(const ProxySet& set);
/// Those that were made; one that is gone by now is left out.
std::string write_populated(const Populated& populated, const ProxySet& set);
/// `{"error":…,"status":…}` and a line end.
std::string write_error(const ApiError& error);
/// As Go writes a float32: the shortest text that reads back as it.
std::string write_float(float value);

}  // namespace gameday::control
