#include "rig/verify/stretch.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "rig/verify/trial.hpp"

namespace gameday::rig {
namespace {

Duration most_of(Duration limit) {
  return limit / 5 * 4;
}

Duration wait_under(Duration limit) {
  return limit == forever ? undeclared_wait : most_of(limit);
}

const gateway::Provider& primary(const gateway::Options& gateway) {
  const auto found = std::ranges::find(gateway.providers, gateway.chain.front().provider,
                                       &gateway::Provider::name);
  CHECK(found != gateway.providers.end(), "a chain names providers that are there");
  return *found;
}

void set(std::optional<faults::Wait>& wait, Duration length) {
  if (wait) {
    wait = faults::Wait{length, std::nullopt};
  }
}

}  // namespace

Limits declared_limits(const gateway::Options& gateway, Shape shape, Duration client_timeout) {
  const gateway::Timeouts& timeouts = primary(gateway).timeouts;
  Limits limits;
  limits.headers = shape == Shape::unary ? timeouts.unary_headers : timeouts.headers;
  limits.first_token = timeouts.first_token;
  limits.idle = timeouts.idle;
  limits.whole = std::min({timeouts.attempt, gateway.deadline.value_or(forever), client_timeout});
  limits.headers = std::min(limits.headers, limits.whole);
  return limits;
}

void stretch(faults::Deed& deed, const Limits& limits, Duration healthy) {
  Duration headers = std::max(wait_under(limits.headers) - healthy, Duration::zero());
  Duration first = wait_under(limits.first_token);
  Duration silence = wait_under(limits.idle);
  Duration sum = healthy;
  if (deed.delay) {
    sum += deed.delay->headers ? headers : Duration::zero();
    sum += deed.delay->first_event ? first : Duration::zero();
  }
  sum += deed.stalls.empty() ? Duration::zero() : silence;
  const Duration whole = most_of(limits.whole);
  if (limits.whole != forever && sum > whole) {  // all of them at once would be too long together
    const double part = to_seconds(whole) / to_seconds(sum);
    for (Duration* wait : {&headers, &first, &silence}) {
      *wait = std::chrono::floor<std::chrono::milliseconds>(*wait * part);
    }
  }
  if (deed.delay) {
    set(deed.delay->headers, headers);
    set(deed.delay->first_event, first);
  }
  for (faults::Stall& stall : deed.stalls) {
    stall.length = silence;
  }
}

}  // namespace gameday::rig
