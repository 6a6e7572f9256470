#include "control/api_error.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"

namespace gameday::control {

void throw_exception_from_error(const ApiError& error, const boost::source_location& where) {
  check_failed(error.text.c_str(), where.file_name(), static_cast<int>(where.line()),
               "an answer is asked for its error first");
}

ApiError bad_body(std::string_view detail) {
  return {400, fmt::format("bad request body: {}", detail)};
}
ApiError missing_field(std::string_view field) {
  return {400, fmt::format("missing required field: {}", field)};
}

ApiError proxy_not_found() {
  return {404, "proxy not found"};
}
ApiError toxic_not_found() {
  return {404, "toxic not found"};
}
ApiError fault_not_found() {
  return {404, "fault not found"};
}

ApiError proxy_exists() {
  return {409, "proxy already exists"};
}
ApiError toxic_exists() {
  return {409, "toxic already exists"};
}
ApiError fault_exists() {
  return {409, "fault already exists"};
}
ApiError invalid_stream() {
  return {400, "stream was invalid, can be either upstream or downstream"};
}
ApiError invalid_type() {
  return {400, "invalid toxic type"};
}
ApiError stopping() {
  return {503, "the server is stopping"};
}

}  // namespace gameday::control
