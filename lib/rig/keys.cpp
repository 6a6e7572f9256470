#include "rig/keys.hpp"

#include <fmt/format.h>

#include "base/digest.hpp"

namespace gameday::rig {

std::string made_up_key(const Seed& seed, std::string_view provider, std::string_view alias) {
  return fmt::format("sk-mock-{:016x}", seed.hash("rig/key", provider, alias));
}

void fill_keys(gateway::Options& options, const Seed& seed) {
  for (gateway::Provider& provider : options.providers) {
    for (gateway::Key& key : provider.keys) {
      if (key.value.empty()) {
        key.value = made_up_key(seed, provider.name, key.name);
      }
    }
  }
  options.tokens.clear();  // the load is the only client, and has none
}

void KnownKeys::add(const std::string& value, std::string_view alias, const std::string& source) {
  const std::string hash = sha256_hex(value);
  aliases.emplace(hash, alias);
  if (!source.empty()) {
    sources.emplace(hash, source);
  }
}

KnownKeys known_keys(const gateway::Provider& provider) {
  KnownKeys known;
  for (const gateway::Key& key : provider.keys) {
    known.add(key.value, key.name, key.source);
  }
  return known;
}

}  // namespace gameday::rig
