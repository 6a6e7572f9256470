#pragma once
// JSON as Go's decoder takes it (bodies.hpp has the rules): one tree, names of fields in lower case
// and without those that are null. For files of this room that name nlohmann's types.

#include <optional>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "control/api_error.hpp"

namespace gameday::control {

/// The error, or `tree` has been set.
std::optional<ApiError> read_json(std::string_view bytes, nlohmann::json& tree);

}  // namespace gameday::control
