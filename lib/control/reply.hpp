#pragma once
// What an operation of the API answers.

#include <optional>
#include <string>
#include <string_view>

#include "control/write_json.hpp"

namespace gameday::control {

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view plain_type = "text/plain; charset=utf-8";

struct Reply {
  int status = 200;
  std::string_view type = json_type;  // empty: no Content-Type
  std::string body{};
};

inline Reply refusal(const ApiError& error) {
  return {error.status, json_type, write_error(error)};
}

/// 204, or why not.
inline Reply empty_or(const std::optional<ApiError>& failed) {
  return failed ? refusal(*failed) : Reply{204, "", ""};
}

}  // namespace gameday::control
