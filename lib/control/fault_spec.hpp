#pragma once
// One fault as the API spells it: its type is an action, a name of the catalogue or all_of, its
// attributes are that one's parameters, `match` holds the selectors. docs/http-proxies.md has the
// words. Pure.

#include <string>

#include "base/value.hpp"
#include "control/api_error.hpp"
#include "control/lease.hpp"
#include "faults/injection.hpp"

namespace gameday::control {

struct FaultSpec {
  std::string name;
  std::string type;
  Value attributes;  // maps, as they were given
  Value match;
  bool enabled = true;
  Lease lease;
  faults::Injection injection;  // what the three say together
  Value shown;                  // attributes, and what the parameters are that they leave out
};

/// The injection of type, attributes and match, or what is wrong with them.
answer<faults::Injection> injection_of(const FaultSpec& spec);
/// What it shows of its attributes. It reads the fault once for each parameter: ask once.
Value with_defaults(const FaultSpec& spec);
/// `changes` over `given`, key by key; null takes a key away.
Value merged(const Value& given, const Value& changes);
/// In what they say, not in where it stood.
bool same(const Value& left, const Value& right);

}  // namespace gameday::control
