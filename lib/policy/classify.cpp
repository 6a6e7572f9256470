#include "policy/classify.hpp"

#include "policy/cause.hpp"

namespace gameday::policy {

namespace {

constexpr Verdict once_more{Class::retry_same, KeyEffect::none, true};
constexpr Verdict elsewhere{Class::next_target, KeyEffect::none, false};
constexpr Verdict callers{Class::give_to_caller, KeyEffect::none, false};

Verdict of_cause(Cause cause, bool primary, const Rules& rules) {
  switch (cause) {
    case Cause::rate_limited:
      return {Class::next_key, KeyEffect::park, true};
    case Cause::out_of_money:
    case Cause::bad_key:
    case Cause::account:
      return {Class::next_key, KeyEffect::bench, false};
    case Cause::no_model:
      return {Class::next_key, KeyEffect::bench_model, false};
    case Cause::bad_request:
    case Cause::too_large:
      return primary ? callers : elsewhere;  // a later target was never asked for by the caller
    case Cause::passing:
    case Cause::overloaded:
      return once_more;
    case Cause::slow:
      return rules.on_timeout ? once_more : Verdict{Class::next_target, KeyEffect::none, true};
    case Cause::region:
    case Cause::unfit:
      return elsewhere;
  }
  return elsewhere;
}

bool says_429(const Failure& failure) {
  return failure.status == 429 || cause_of(*failure.error, failure.status) == Cause::rate_limited;
}

}  // namespace

Verdict classify(const Failure& failure, const Rules& rules) {
  switch (failure.kind) {
    case FailureKind::status:
    case FailureKind::in_band_error:
      if (rules.on_rate_limit && says_429(failure)) {
        return once_more;  // whatever it says: who sees no more than the status keeps asking
      }
      return of_cause(cause_of(*failure.error, failure.status), failure.used.target == 0, rules);
    case FailureKind::reset:
    case FailureKind::eof_early:
      return failure.status == 0 ? once_more : elsewhere;  // nothing came back: cheap
    case FailureKind::dns:
    case FailureKind::refused:
      return once_more;
    case FailureKind::connect_timeout:
    case FailureKind::write_timeout:
    case FailureKind::headers_timeout:
    case FailureKind::first_token_timeout:
    case FailureKind::idle_timeout:
    case FailureKind::too_slow:
    case FailureKind::attempt_timeout:
      return rules.on_timeout ? once_more : elsewhere;
    case FailureKind::rejected_open:  // not waited for: who is refused costs nobody a retry
      return {Class::next_key, KeyEffect::none, false};
    case FailureKind::rejected_parked:
      return {Class::next_key, KeyEffect::none, true};
    case FailureKind::internal:
    case FailureKind::no_such_host:
    case FailureKind::tls:
    case FailureKind::malformed:
    case FailureKind::schema_violation:
    case FailureKind::rejected_budget:
    case FailureKind::rejected_benched:
    case FailureKind::rejected_unfit:
    case FailureKind::shed:
      return elsewhere;
    case FailureKind::deadline:
      return callers;
    case FailureKind::cancelled:
      return {Class::cancelled, KeyEffect::none, false};
  }
  return elsewhere;
}

Verdict classify(const Outcome& outcome, const Rules& rules) {
  if (const Failure* failure = std::get_if<Failure>(&outcome)) {
    return classify(*failure, rules);
  }
  return {Class::ok, KeyEffect::none, false};
}

}  // namespace gameday::policy
