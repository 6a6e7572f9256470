#include "rig/pointing.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rig/places.hpp"

namespace gameday::rig {

ProviderWords provider_words(const Options& options, std::uint16_t provider) {
  const RealProvider* real = real_provider(options, provider);
  const llm::Dialect dialect = options.providers[provider].dialect;
  ProviderWords words;
  words.kind = real != nullptr ? to_text(real->url) : fmt::format("mock, {}", to_text(dialect));
  if (const auto listen = listen_of(options, provider)) {
    words.base_url = base_url(options, provider, *listen);
  } else {
    const std::string path = base_url(options, provider, any_port);
    words.base_url = fmt::format("http://127.0.0.1:PORT{}, any free port",
                                 path.substr(std::string("http://127.0.0.1:0").size()));
  }
  return words;
}

std::vector<std::string> pointing(const Options& options) {
  const auto is_url = [](const ArmOptions& arm) { return arm.kind == ArmOptions::Kind::url; };
  const auto arm = std::ranges::find_if(options.arms, is_url);
  std::vector<std::string> lines;
  for (std::uint16_t index = 0; arm != options.arms.end() && index < options.providers.size();
       ++index) {
    if (const auto listen = listen_of(options, index)) {
      lines.push_back(fmt::format("${{{}.url}} is {}", options.providers[index].provider,
                                  base_url(options, index, *listen)));
    }
  }
  return lines;
}

std::vector<std::string> real_parts(const Options& options) {
  std::vector<std::string> parts;
  for (const ArmOptions& arm : options.arms) {
    if (arm.kind == ArmOptions::Kind::url) {
      parts.push_back(fmt::format("the arm {} is a url", arm.name));
    }
  }
  for (std::uint16_t index = 0; index < options.providers.size(); ++index) {
    if (real_provider(options, index) != nullptr) {
      parts.push_back(
          fmt::format("the provider {} is a real one", options.providers[index].provider));
    }
  }
  return parts;
}

}  // namespace gameday::rig
