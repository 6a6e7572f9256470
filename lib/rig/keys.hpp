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

/// Gives every key without a value one.
void fill_keys(gateway::Options& options, const Seed& seed);

/// SHA-256 in hex of each key of one provider -> its alias.
std::map<std::string, std::string> key_aliases(const gateway::Provider& provider);

}  // namespace gameday::rig
