#pragma once
// /ready: may a load balancer send requests here? Pure.
//
// Yes while some target of any chain can be asked: one of its keys may be given to a request, and
// that key's breaker is not open. A key whose time on the bench is over counts, and so does a
// breaker that is half open: only requests can find out whether they are well again.

#include <string>

#include "gateway/setup.hpp"

namespace gameday::gateway {

struct Readiness {
  bool ready = false;
  std::string json;  // with the state of every key
};

Readiness readiness_of(const Setup& setup, bool stopping, TimePoint now);

}  // namespace gameday::gateway
