#pragma once
// What `gameday verify --url` is told of somebody's gateway, read; what is wrong is printed, all of
// it.

#include <optional>

#include "rig/verify/url_arm.hpp"
#include "verify.hpp"

namespace gameday::app {

std::optional<rig::ArmOptions> url_subject(const VerifyOptions& options);
/// How long a row waits for what the one before has left; false: it cannot be read.
bool read_patience(const VerifyOptions& options, Duration& patience);

}  // namespace gameday::app
