#pragma once
// The parts of describe(): deeds and selectors in words.

#include <string>
#include <vector>

#include "faults/injection.hpp"

namespace gameday::faults {

/// `20 s`, `1.5 s`, `250 ms`, `5 min`: as people say it.
std::string spoken(Duration wait);
/// `429 with Retry-After: 20 s`; `503 or 529` where the providers' dialects differ.
std::string spoken(const Respond& respond, const std::vector<llm::Dialect>& dialects);
/// `the mock says no content and finish stop`
std::string spoken(const MockAnswer& answer);
/// `head without Date with Content-Type: text/plain and 40 more fields`
std::string spoken(const HeadChange& change);
/// `delta 3 left out`
std::string spoken(const Edit& edit);
/// `body in gzip, labelled br`
std::string spoken(const Encode& encode);
/// `pieces of 1B, 10 ms apart`
std::string spoken(const Resegment& pieces);
/// `name lookups answered NXDOMAIN`
std::string spoken(const Dns& dns);
/// `connections reset as soon as they are accepted, first 3 connections`
std::string describe_connection(const Injection& injection);
/// `half (50%) of attempts`, `streamed only`: what chooses the attempts.
std::vector<std::string> spoken(const Selectors& selectors);
/// The same in one, where not attempts are chosen but requests or connections.
std::string spoken_of(const Selectors& selectors, std::string_view what);
/// `first`, then `second`
std::string joined(const std::vector<std::string>& parts, std::string_view by);

}  // namespace gameday::faults
