#include "rig/verify/url_arm.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace gameday::rig {
namespace {

std::optional<llm::Dialect> dialect_of(std::string_view word) {
  for (const llm::Dialect dialect : {llm::Dialect::openai, llm::Dialect::anthropic}) {
    if (word == llm::to_text(dialect)) {
      return dialect;
    }
  }
  return std::nullopt;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, [](unsigned char letter) {
    return letter > 0x20 && letter < 0x7f && letter != '/';
  });
}

}  // namespace

Parsed<UrlProvider> parse_url_provider(std::string_view text) {
  constexpr const char* way_out = "write openai=9101, or claude=9102/anthropic";
  const std::size_t sign = text.find('=');
  UrlProvider provider;
  provider.name = text.substr(0, sign);
  if (sign == text.npos || !is_name(provider.name)) {
    return {std::nullopt, fmt::format("is not NAME=PORT; {}", way_out)};
  }
  std::string_view port = text.substr(sign + 1);
  std::string_view dialect = provider.name;
  const std::size_t slash = port.find('/');
  if (slash != port.npos) {
    dialect = port.substr(slash + 1);
    port = port.substr(0, slash);
    if (!dialect_of(dialect)) {
      return {std::nullopt, "speaks openai or anthropic; " + std::string(way_out)};
    }
  }
  const auto number = parse_count(port);
  if (!number || *number.value == 0 || *number.value > std::numeric_limits<std::uint16_t>::max()) {
    return {std::nullopt, fmt::format("has no port between 1 and 65535; {}", way_out)};
  }
  provider.port = static_cast<std::uint16_t>(*number.value);
  provider.dialect = dialect_of(dialect).value_or(llm::Dialect::openai);
  return {std::move(provider), {}};
}

ArmOptions url_arm(const UrlGateway& gateway, const std::vector<UrlProvider>& providers) {
  ArmOptions arm;
  arm.name = "gateway";
  arm.kind = ArmOptions::Kind::url;
  arm.url = gateway.url;
  arm.model = gateway.model;
  arm.api_key = gateway.api_key;
  arm.api_key_source = gateway.api_key_source;
  for (const UrlProvider& one : providers) {
    gateway::Provider provider;
    provider.name = one.name;
    provider.dialect = one.dialect;
    provider.base_url = fmt::format("http://127.0.0.1:{}{}", one.port,
                                    one.dialect == llm::Dialect::openai ? "/v1" : "");
    arm.gateway.providers.push_back(std::move(provider));
    arm.gateway.chain.push_back({one.name, {}});  // whichever model it asks for there
  }
  return arm;
}

std::vector<ProviderPlace> places_of(const ArmOptions& arm) {
  std::vector<ProviderPlace> places;
  for (const gateway::Provider& provider : arm.gateway.providers) {
    places.push_back({parse_url(provider.base_url).value, std::nullopt,
                      fmt::format("--provider {}=PORT", provider.name)});
  }
  return places;
}

}  // namespace gameday::rig
