#include "rig/verify/stretch.hpp"

#include <algorithm>

#include "gateway/lint/worst_case.hpp"
#include "rig/verify/trial.hpp"

namespace gameday::rig {
namespace {

Duration most_of(Duration limit) {
  return limit / 5 * 4;
}

Duration wait_under(Duration limit) {
  return limit == forever ? undeclared_wait : most_of(limit);
}

void set(std::optional<faults::Wait>& wait, Duration length) {
  if (wait) {
    wait = faults::Wait{length, std::nullopt};
  }
}

}  // namespace

Limits declared_limits(const gateway::Options& gateway, Shape shape, Duration client_timeout) {
  namespace lint = gateway::lint;
  const lint::Patience patience = lint::patience_of(
      gateway, shape == Shape::unary ? lint::Shape::unary : lint::Shape::streamed);
  Limits limits;
  limits.whole = std::min(patience.whole, client_timeout);
  limits.headers = std::min(patience.head, limits.whole);
  limits.first_token = patience.first_content;
  limits.idle = patience.gap;
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
