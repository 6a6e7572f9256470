#pragma once
// A whole URL, query included, as a hook or a preflight has one. It may hold a token, so nothing
// that is said about it repeats it.

#include <string>
#include <string_view>

#include "base/units.hpp"
#include "base/url.hpp"

namespace gameday {

struct Endpoint {
  Url url;             // who is called
  std::string target;  // what stands in the request: path and query, at least `/`
};

/// http or https, without user and fragment. The problem goes on after a noun: `is not …`.
Parsed<Endpoint> parse_endpoint(std::string_view text);

}  // namespace gameday
