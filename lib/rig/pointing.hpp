#pragma once
// Where a gateway that runs already must be pointed at, in words for whoever configures it; and
// what a simulation cannot play.

#include <string>
#include <vector>

#include "rig/options.hpp"

namespace gameday::rig {

/// As `gameday plan` shows a provider.
struct ProviderWords {
  std::string kind;      // `mock, openai`; `https://api.openai.com/v1`
  std::string base_url;  // of its fault proxy, where that is known
};
ProviderWords provider_words(const Options& options, std::uint16_t provider);

/// `${openai.url} is http://127.0.0.1:9101/v1`, a line for each provider with a fixed place; none
/// when no arm has a url.
std::vector<std::string> pointing(const Options& options);

/// What is real about this game day: `the arm litellm is a url`. Empty: nothing, so that it can be
/// played in memory.
std::vector<std::string> real_parts(const Options& options);

}  // namespace gameday::rig
