#include "gateway/lint/failure_class.hpp"

#include <array>

namespace gameday::gateway::lint {
namespace {

using policy::FailureKind;

constexpr int ok = 200;

struct Row {
  FailureClass what;
  const char* name;
  int status = 0;  // that the provider refuses with; 0: it does not
};

constexpr std::array rows{
    Row{FailureClass::healthy, "healthy"},
    Row{FailureClass::rate_limited_hint, "429 with Retry-After", 429},
    Row{FailureClass::rate_limited, "429", 429},
    Row{FailureClass::server_error, "500", 500},
    Row{FailureClass::bad_gateway, "502", 502},
    Row{FailureClass::unavailable, "503", 503},
    Row{FailureClass::gateway_timeout, "504", 504},
    Row{FailureClass::overloaded, "529", 529},
    Row{FailureClass::bad_key, "401", 401},
    Row{FailureClass::payment, "402", 402},
    Row{FailureClass::no_model, "404", 404},
    Row{FailureClass::bad_request, "400", 400},
    Row{FailureClass::refused, "refused"},
    Row{FailureClass::black_hole, "black hole"},
    Row{FailureClass::silent_headers, "silent headers"},
    Row{FailureClass::silent_after_headers, "silent after headers"},
    Row{FailureClass::stall, "stall"},
    Row{FailureClass::slow_drip, "slow drip"},
    Row{FailureClass::reset_before, "reset before the head"},
    Row{FailureClass::reset_in_body, "reset in the body"},
    Row{FailureClass::truncated_json, "truncated JSON"},
    Row{FailureClass::error_in_200, "error in a 200"},
    Row{FailureClass::html, "HTML"},
    Row{FailureClass::cut_without_end, "cut without an end"},
};

const Row& row_of(FailureClass what) {
  return rows.at(static_cast<std::size_t>(what));
}

policy::Failure failure(FailureKind kind, int status = 0) {
  policy::Failure failure;
  failure.kind = kind;
  failure.status = status;
  return failure;
}

}  // namespace

const std::vector<FailureClass>& failure_classes() {
  static const std::vector<FailureClass> all = [] {
    std::vector<FailureClass> list;
    for (const Row& row : rows) {
      list.push_back(row.what);
    }
    return list;
  }();
  return all;
}

const char* to_text(FailureClass what) {
  return row_of(what).name;
}

const char* to_text(Shape shape) {
  return shape == Shape::unary ? "unary" : "streamed";
}

bool after_content(FailureClass what, Shape shape) {
  switch (what) {
    case FailureClass::stall:
    case FailureClass::slow_drip:
    case FailureClass::reset_in_body:
    case FailureClass::cut_without_end:
      return shape == Shape::streamed;
    default:
      return false;
  }
}

std::optional<policy::Failure> failure_of(FailureClass what, Shape shape) {
  if (after_content(what, shape)) {
    return std::nullopt;
  }
  if (const int status = row_of(what).status; status != 0) {
    return failure(FailureKind::status, status);
  }
  switch (what) {
    case FailureClass::refused:
      return failure(FailureKind::refused);
    case FailureClass::black_hole:
      return failure(FailureKind::connect_timeout);
    case FailureClass::silent_headers:
      return failure(FailureKind::headers_timeout);
    case FailureClass::silent_after_headers:
      return failure(
          shape == Shape::streamed ? FailureKind::first_token_timeout : FailureKind::idle_timeout,
          ok);
    case FailureClass::stall:
      return failure(FailureKind::idle_timeout, ok);
    case FailureClass::slow_drip:
      return failure(FailureKind::attempt_timeout, ok);
    case FailureClass::reset_before:
      return failure(FailureKind::reset);
    case FailureClass::reset_in_body:
      return failure(FailureKind::reset, ok);
    case FailureClass::error_in_200: {
      policy::Failure own = failure(FailureKind::in_band_error, ok);
      own.error = llm::ErrorObject{{}, "server_error", {}};
      return own;
    }
    case FailureClass::truncated_json:
    case FailureClass::html:
    case FailureClass::cut_without_end:
      return failure(FailureKind::malformed, ok);
    default:
      return std::nullopt;
  }
}

}  // namespace gameday::gateway::lint
