#pragma once
// How a try failed: the kinds that metrics, trails and reports tell apart for good, and the value
// that carries one through the layers.

#include <cstdint>
#include <optional>
#include <string>

#include "base/boxed.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "llm/error_words.hpp"
#include "rt/bound.hpp"

namespace gameday::policy {

enum class FailureKind : std::uint8_t {
  internal,
  dns,           // the resolver failed
  no_such_host,  // it answered: there is no such name
  refused,       // nobody listens, or no route
  connect_timeout,
  tls,
  reset,      // RST
  eof_early,  // FIN before the message was complete
  write_timeout,
  headers_timeout,
  first_token_timeout,
  idle_timeout,
  too_slow,  // a stream went on, but below the pace that was asked for
  attempt_timeout,
  deadline,          // of the whole request
  malformed,         // not HTTP, or a body that is no answer
  status,            // an answer with an error status
  in_band_error,     // an error object where an answer belongs
  schema_violation,  // an answer, but not in the form that was asked for
  rejected_open,     // refusals to act from here on: the breaker is open
  rejected_budget,   // no retry left in the chain's budget
  rejected_parked,   // every key waits for its Retry-After
  rejected_benched,  // every key is dead
  rejected_unfit,    // what is asked cannot be said to this target
  shed,              // too much in flight
  cancelled          // the client left, a hedge was lost, we are shutting down
};
inline constexpr std::size_t failure_kind_count = 26;

/// A breaker or a full queue refused: nobody was asked, so nobody has said anything.
constexpr bool is_refusal(FailureKind kind) {
  return kind == FailureKind::rejected_open || kind == FailureKind::shed;
}

/// `headers_timeout`
const char* to_text(FailureKind kind);
/// The kind that a wait ended by this limit has.
FailureKind kind_of(rt::Limit limit);

inline constexpr std::uint16_t any_key = 0xFFFF;

/// One try, by value: two of one request may run at once.
struct Try {
  std::uint16_t target = 0;           // place in the chain; 0 is the primary
  std::uint16_t key = any_key;        // asked for by retry, filled in by the key ring
  std::uint16_t ordinal = 0;          // place in the trail
  bool last_target = true;            // nothing is left after this one
  bool hedge = false;                 // taken early, beside another
  bool probe = false;                 // whether a breaker that was open may close again
  std::optional<TimePoint> asked_at;  // the provider, after all waits; nothing: it was not
  rt::Bound bound;
};

/// Every coroutine of a stack keeps some: above 1,020 bytes Asio allocates a frame anew each time.
struct Failure {
  FailureKind kind = FailureKind::internal;
  Boxed<llm::ErrorObject> error;  // as the provider said it; empty texts: nothing readable
  int status = 0;                 // of the response head; 0: none came
  std::optional<Duration> retry_after;
  bool spared = false;  // a slow start has refused a key: not where nobody else is left
  std::string detail;   // a sentence for people, or empty
  Try used;             // which target and key it was
};

[[noreturn]] void throw_exception_from_error(const Failure& failure,
                                             const boost::source_location& where);

}  // namespace gameday::policy
