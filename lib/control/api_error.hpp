#pragma once
// Why a call of the API is refused: what stands in `error` and `status` of its answer. The texts
// are Toxiproxy's wherever a client could look at them.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gameday::control {

struct ApiError {
  int status = 500;
  std::string text;
};

/// value() of an error is a bug of ours; ask first.
[[noreturn]] void throw_exception_from_error(const ApiError& error,
                                             const boost::source_location& where);

template <class T>
using answer = boost::system::result<T, ApiError>;

/// 400, with the name of what is missing or wrong.
ApiError bad_body(std::string_view detail);
ApiError missing_field(std::string_view field);

ApiError proxy_not_found();
ApiError toxic_not_found();
ApiError fault_not_found();
ApiError proxy_exists();
ApiError toxic_exists();
ApiError fault_exists();
ApiError invalid_stream();
ApiError invalid_type();

/// 503: nothing has been changed.
ApiError stopping();

}  // namespace gameday::control
