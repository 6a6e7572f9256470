#pragma once
// Where well-known providers are, so that a config need not say it: by the name that a file gives
// the provider. Each as its official SDK takes it. Sources: the vendors' API references.

#include <string_view>

#include "gateway/options.hpp"

namespace gameday::config {

/// Empty: nobody of that name speaks this dialect, and the file must say where it is.
std::string_view well_known_base_url(std::string_view provider, llm::Dialect dialect);

}  // namespace gameday::config
