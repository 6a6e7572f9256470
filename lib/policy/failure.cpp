#include "policy/failure.hpp"

#include <stdexcept>

#include <fmt/format.h>

namespace gameday::policy {

const char* to_text(FailureKind kind) {
  switch (kind) {
    case FailureKind::internal:
      return "internal";
    case FailureKind::dns:
      return "dns";
    case FailureKind::no_such_host:
      return "no_such_host";
    case FailureKind::refused:
      return "refused";
    case FailureKind::connect_timeout:
      return "connect_timeout";
    case FailureKind::tls:
      return "tls";
    case FailureKind::reset:
      return "reset";
    case FailureKind::eof_early:
      return "eof_early";
    case FailureKind::write_timeout:
      return "write_timeout";
    case FailureKind::headers_timeout:
      return "headers_timeout";
    case FailureKind::first_token_timeout:
      return "first_token_timeout";
    case FailureKind::idle_timeout:
      return "idle_timeout";
    case FailureKind::too_slow:
      return "too_slow";
    case FailureKind::attempt_timeout:
      return "attempt_timeout";
    case FailureKind::deadline:
      return "deadline";
    case FailureKind::malformed:
      return "malformed";
    case FailureKind::status:
      return "status";
    case FailureKind::in_band_error:
      return "in_band_error";
    case FailureKind::schema_violation:
      return "schema_violation";
    case FailureKind::rejected_open:
      return "rejected_open";
    case FailureKind::rejected_budget:
      return "rejected_budget";
    case FailureKind::rejected_parked:
      return "rejected_parked";
    case FailureKind::rejected_benched:
      return "rejected_benched";
    case FailureKind::rejected_unfit:
      return "rejected_unfit";
    case FailureKind::shed:
      return "shed";
    case FailureKind::cancelled:
      return "cancelled";
  }
  return "internal";
}

FailureKind kind_of(rt::Limit limit) {
  switch (limit) {
    case rt::Limit::dns:
    case rt::Limit::connect:
      return FailureKind::connect_timeout;  // a slow resolver keeps us from connecting
    case rt::Limit::tls:
      return FailureKind::tls;
    case rt::Limit::write:
      return FailureKind::write_timeout;
    case rt::Limit::headers:
      return FailureKind::headers_timeout;
    case rt::Limit::first_token:
      return FailureKind::first_token_timeout;
    case rt::Limit::idle:
      return FailureKind::idle_timeout;
    case rt::Limit::attempt:
      return FailureKind::attempt_timeout;
    case rt::Limit::total:
      return FailureKind::deadline;
    case rt::Limit::none:
    case rt::Limit::drain:
      return FailureKind::cancelled;
  }
  return FailureKind::internal;
}

void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
  throw std::runtime_error(
      fmt::format("{} {}: {}", to_text(failure.kind), failure.status, failure.detail));
}

}  // namespace gameday::policy
