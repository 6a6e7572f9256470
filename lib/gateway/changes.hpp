#pragma once
// What a new config says differently, for the log: one line a setting, in the words of the file.
// Secrets stand there as their aliases and 4 hex digits of their hash, so that a changed one is
// seen to have changed. Pure.

#include <string>
#include <vector>

#include "gateway/options.hpp"

namespace gameday::gateway {

/// `providers.openai.retry.max: 1 -> 2`; empty: nothing that matters here.
std::vector<std::string> changes(const Options& before, const Options& after);

}  // namespace gameday::gateway
