#include "verdict/measurement.hpp"

#include <algorithm>

#include "verdict/trails.hpp"

namespace gameday::verdict {
namespace {

using record::AttemptEnd;
using record::AttemptRecord;
using record::Outcome;
using record::RequestRecord;

// A gateway that comes back to a key after this much has waited on purpose: far above a round trip
// on loopback, below any backoff worth the name.
constexpr Duration on_purpose = 50ms;
// A whole second is how servers count, and both sides' clocks may round.
constexpr Duration grace = 20ms;

// Ours stops a provider within 100 ms; the rig waits for half a second before it is taken down.
constexpr Duration stopped_by_then = 400ms;

Try try_of(const RunFacts& facts, const AttemptRecord& attempt, TimePoint sent,
           TimePoint before_ended) {
  Try out;
  out.provider = facts.cast.providers.at(attempt.provider);
  out.model = attempt.model;
  out.key = attempt.key;
  out.primary = is_primary(facts.arms.front(), attempt);
  out.at = attempt.arrived - sent;
  out.gap = attempt.arrived - before_ended;
  out.length = attempt.ended - attempt.arrived;
  out.status = attempt.status;
  out.end = attempt.end;
  out.fault = attempt.bypassed.empty() ? attempt.fault : std::string();
  out.retry_after = attempt.retry_after;
  return out;
}

void note_failover(Measurement& out) {
  if (out.tries.empty() || !out.tries.front().primary) {
    return;
  }
  const auto other = std::ranges::find(out.tries, false, &Try::primary);
  if (other != out.tries.end()) {
    out.failover = other->at - out.tries.front().at;
  }
}

/// The first attempt that the gateway left while the client still waited.
void note_timeout(Measurement& out) {
  const auto given_up = std::ranges::find_if(out.tries, [&](const Try& one) {
    return one.end == AttemptEnd::client_left && one.at + one.length < out.took;
  });
  if (given_up != out.tries.end()) {
    out.timeout = given_up->length;
  }
}

Hint hint_of(const std::vector<Try>& tries) {
  Hint hint = Hint::none;
  for (auto told = tries.begin(); told != tries.end(); ++told) {
    if (!told->retry_after) {
      continue;
    }
    hint = std::max(hint, Hint::left);
    const auto again = std::find_if(told + 1, tries.end(), [&](const Try& later_try) {
      return later_try.provider == told->provider && later_try.key == told->key;
    });
    if (again == tries.end()) {
      continue;
    }
    const Duration waited = again->at - told->at - told->length;
    hint = std::max(hint, waited + grace >= *told->retry_after ? Hint::obeyed
                          : waited >= on_purpose               ? Hint::capped
                                                               : Hint::ignored);
  }
  return hint;
}

/// Of a client that left: whoever has its answer does not care what goes on behind it.
void note_upstream(Measurement& out) {
  if (out.outcome != Outcome::timeout && out.outcome != Outcome::left) {
    return;
  }
  for (const Try& one : out.tries) {
    const Duration ended = one.at + one.length;
    if (ended <= out.took) {
      continue;
    }
    // What ends later was ended by the rig's own end.
    const bool stopped = one.end == AttemptEnd::client_left && ended - out.took < stopped_by_then;
    out.upstream = std::max(out.upstream, stopped ? Upstream::stopped : Upstream::ran_on);
    out.stopped_after = std::max(out.stopped_after, ended - out.took);
  }
}

}  // namespace

std::optional<Measurement> measure_request(const RunFacts& facts, const RunRecords& records,
                                           std::uint32_t ordinal) {
  const auto request = std::ranges::find(records.requests, ordinal, &RequestRecord::ordinal);
  if (request == records.requests.end() || !request->sent) {
    return std::nullopt;
  }
  const Trails trails(records);
  const Trail trail = trails.of(*request);
  Measurement out;
  out.streamed = request->streamed;
  out.outcome = request->outcome;
  out.status = request->status;
  out.error = request->error;
  out.took = request->ended - *request->sent;
  if (request->first_content) {
    out.first_content = *request->first_content - *request->sent;
  }
  TimePoint before = *request->sent;
  for (const AttemptRecord* attempt : trail) {
    out.tries.push_back(try_of(facts, *attempt, *request->sent, before));
    out.met_fault = out.met_fault || injected(*attempt);
    before = attempt->ended;
  }
  const AttemptRecord* by = out.outcome == Outcome::ok ? answering(trail) : nullptr;
  if (by != nullptr) {
    out.answered_by = facts.cast.providers.at(by->provider);
    out.degraded = !is_primary(facts.arms.front(), *by);
  }
  note_failover(out);
  note_timeout(out);
  out.hint = hint_of(out.tries);
  note_upstream(out);
  return out;
}

}  // namespace gameday::verdict
