#include "policy/blame.hpp"

#include "policy/cause.hpp"

namespace gameday::policy {

namespace {

constexpr int conflict = 409;  // worth another try, but the request's own

bool is_servers_own(const Failure& failure) {
  switch (cause_of(*failure.error, failure.status)) {
    case Cause::passing:
    case Cause::overloaded:
    case Cause::slow:
      return failure.status != conflict;
    case Cause::unfit:  // a 4xx without a meaning of its own is still an answer to the request
      return failure.status < 400 || failure.status > 499;
    case Cause::rate_limited:
    case Cause::out_of_money:
    case Cause::bad_key:
    case Cause::account:
    case Cause::region:
    case Cause::no_model:
    case Cause::bad_request:
    case Cause::too_large:
      return false;
  }
  return false;
}

}  // namespace

bool is_providers_fault(const Failure& failure) {
  switch (failure.kind) {
    case FailureKind::status:
    case FailureKind::in_band_error:
      return is_servers_own(failure);
    case FailureKind::dns:
    case FailureKind::no_such_host:
    case FailureKind::refused:
    case FailureKind::connect_timeout:
    case FailureKind::tls:
    case FailureKind::reset:
    case FailureKind::eof_early:
    case FailureKind::write_timeout:
    case FailureKind::headers_timeout:
    case FailureKind::first_token_timeout:
    case FailureKind::idle_timeout:
    case FailureKind::too_slow:
    case FailureKind::attempt_timeout:
    case FailureKind::malformed:
    case FailureKind::schema_violation:
      return true;
    case FailureKind::internal:
    case FailureKind::deadline:
    case FailureKind::rejected_open:
    case FailureKind::rejected_budget:
    case FailureKind::rejected_parked:
    case FailureKind::rejected_benched:
    case FailureKind::rejected_unfit:
    case FailureKind::shed:
    case FailureKind::cancelled:
      return false;
  }
  return false;
}

}  // namespace gameday::policy
