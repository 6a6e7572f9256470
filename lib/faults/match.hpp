#pragma once
// Static selectors: whether an attempt is of the kind that an injection means.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "base/units.hpp"
#include "faults/injection.hpp"
#include "http/message.hpp"

namespace gameday::faults {

/// What a plan may know of an attempt, or of a connection before there is one. Views must live as
/// long as the call they are given to.
struct AttemptFacts {
  std::uint64_t arrival = 0;             // counts the attempts at this proxy
  std::optional<std::uint32_t> ordinal;  // the marker's
  std::uint32_t nth = 0;                 // tries of that request on this provider before this one
  std::uint16_t replica = 1;             // of the gateway that makes it
  bool foreign_resolver = false;         // whoever makes it looks names up out of our reach
  std::uint64_t connection = 0;          // counts the connections of this proxy
  TimePoint now{};

  std::string_view method;
  std::string_view path;                 // without the query
  const http::Fields* fields = nullptr;  // the request's; null: none
  std::string_view key_sha;              // SHA-256 of the credential in hex; empty: no credential
  std::string_view key_source;           // env.NAME where that is known

  Bytes body;                  // its size
  std::string_view model;      // the body's; empty: it names none
  std::optional<bool> stream;  // the body's, absent as false; none: no JSON object
};

/// `*` is any text, also none, `?` one byte; all else is itself. Case counts.
bool glob_matches(std::string_view glob, std::string_view text);

/// What its share is drawn for.
Per drawn_for(const Injection& injection);
bool chooses_replica(const Selectors& selectors, std::uint16_t replica);
/// Whether all static selectors hold; counters and share are the plan's.
bool matches(const Selectors& selectors, const AttemptFacts& attempt);

}  // namespace gameday::faults
