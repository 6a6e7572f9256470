#pragma once
// API keys of a game day against mocks: what is not set is made up, and every key has an alias, so
// that no record ever holds a secret.

#include <map>
#include <string>
#include <string_view>

#include "base/dice.hpp"
#include "gateway/options.hpp"

namespace gameday::rig {

/// The key of a client that calls a provider without a gateway.
inline constexpr std::string_view direct_key_alias = "client";

/// `sk-mock-…`: the same for the same seed, never valid anywhere.
std::string made_up_key(const Seed& seed, std::string_view provider, std::string_view alias);

/// Gives every key without a value one, and asks clients for none.
void fill_keys(gateway::Options& options, const Seed& seed);

/// What a fault proxy may know of a key: by its SHA-256 in hex, the alias that records show, and
/// `env.NAME` that `key:` selects by, where it came from there.
struct KnownKeys {
  std::map<std::string, std::string> aliases;
  std::map<std::string, std::string> sources;

  void add(const std::string& value, std::string_view alias, const std::string& source);
};
KnownKeys known_keys(const gateway::Provider& provider);

}  // namespace gameday::rig
