#include "verify_url.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "console.hpp"
#include "llm/error_words.hpp"
#include "quote.hpp"

namespace gameday::app {
namespace {

/// Whose key it is, never shown.
bool read_key(const VerifyOptions& options, rig::UrlGateway& gateway) {
  constexpr std::string_view prefix = "env.";
  if (options.api_key.empty()) {
    return true;
  }
  gateway.api_key_source = options.api_key;
  const auto value = options.api_key.starts_with(prefix)
                         ? environment(options.api_key.substr(prefix.size()))
                         : std::nullopt;
  gateway.api_key = value.value_or("");
  const bool fits = std::ranges::none_of(
      gateway.api_key, [](unsigned char one) { return one < 0x20 || one == 0x7f; });
  if (gateway.api_key.empty() || !fits) {
    print_error("--api-key takes env.NAME of a variable that holds the key, never the key itself");
    return false;
  }
  return true;
}

/// No two of one name or at one port.
bool apart(const std::vector<rig::UrlProvider>& providers) {
  bool fine = true;
  for (auto one = providers.begin(); one != providers.end(); ++one) {
    const auto same = std::find_if(one + 1, providers.end(), [&](const auto& other) {
      return other.name == one->name || other.port == one->port;
    });
    if (same != providers.end()) {
      print_error(fmt::format("--provider {}={} and {}={}: each has its own name and its own port",
                              one->name, one->port, same->name, same->port));
      fine = false;
    }
  }
  return fine;
}

}  // namespace

std::optional<rig::ArmOptions> url_subject(const VerifyOptions& options) {
  rig::UrlGateway gateway;
  bool fine = read_key(options, gateway);
  const auto url = parse_url(options.url);
  if (url) {
    gateway.url = *url.value;
  } else {
    print_error("--url " + url.problem);
    fine = false;
  }
  gateway.model = options.model;
  std::vector<rig::UrlProvider> providers;
  for (const std::string& text : options.providers) {
    const auto provider = rig::parse_url_provider(text);
    if (provider) {
      providers.push_back(*provider.value);
    } else {
      print_error(fmt::format("--provider {} {}", shell_quoted(text), provider.problem));
      fine = false;
    }
  }
  if (providers.empty() || options.model.empty()) {
    print_error("--url needs --model MODEL and a --provider NAME=PORT for each of its providers");
    fine = false;
  }
  fine = apart(providers) && fine;
  return fine ? std::optional(rig::url_arm(gateway, providers)) : std::nullopt;
}

bool read_patience(const VerifyOptions& options, Duration& patience) {
  constexpr Duration most = llm::retry_after_most;  // no key rests longer
  if (options.patience.empty()) {
    return true;
  }
  const auto read = parse_duration(options.patience);
  if (!read || *read.value > most) {
    print_error("--patience: " + (read ? "an hour is the most" : read.problem));
    return false;
  }
  patience = *read.value;
  return true;
}

}  // namespace gameday::app
