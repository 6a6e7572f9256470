#pragma once
// Somebody's gateway that runs already, as an arm of a trial: its provider base URLs point at our
// fault proxies, which listen where it was told. What it promises is not known.

#include <string>
#include <vector>

#include "rig/options.hpp"

namespace gameday::rig {

/// One of its providers, in the order of its chain: `openai=9101`, `claude=9102/anthropic`.
struct UrlProvider {
  std::string name;
  llm::Dialect dialect = llm::Dialect::openai;
  std::uint16_t port = 0;
};

/// Without a dialect the one that the name says, else OpenAI's. The problem is a whole sentence.
Parsed<UrlProvider> parse_url_provider(std::string_view text);

struct UrlGateway {
  Url url;
  std::string model;
  std::string api_key;         // empty: made up
  std::string api_key_source;  // `env.NAME`, or empty
};

ArmOptions url_arm(const UrlGateway& gateway, const std::vector<UrlProvider>& providers);

/// Where the fault proxies of such an arm listen, in the order of its providers.
std::vector<ProviderPlace> places_of(const ArmOptions& arm);

}  // namespace gameday::rig
