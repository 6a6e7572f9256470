#pragma once
// How many tokens a unary answer says that it took. Pure; only for whoever writes that down.

#include <string_view>

#include "policy/attempt.hpp"

namespace gameday::gateway {

/// Of a chat completion in OpenAI's words; zeros where it does not say.
policy::Usage usage_of(std::string_view body);

}  // namespace gameday::gateway
