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
}

std::map<std::string, std::string> key_aliases(const gateway::Provider& provider) {
  std::map<std::string, std::string> aliases;
  for (const gateway::Key& key : provider.keys) {
    aliases.emplace(sha256_hex(key.value), key.name);
  }
  return aliases;
}

}  // namespace gameday::rig
