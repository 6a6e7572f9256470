#pragma once
// Gateway options as tests of lint write them: what a config file would say, in one line.

#include "gateway/options.hpp"

namespace gameday::gateway::lint::test {

inline Provider provider(std::string name, std::size_t keys) {
  Provider provider;
  provider.name = std::move(name);
  provider.base_url = "http://127.0.0.1:9";
  for (std::size_t at = 0; at < keys; ++at) {
    Key key;
    key.name = std::string(1, static_cast<char>('a' + at));
    provider.keys.push_back(key);
  }
  return provider;
}

/// openai with two keys, then anthropic with one; every default, 15 s in all.
inline Options two_providers() {
  Options options;
  options.deadline = 15s;
  options.providers = {provider("openai", 2), provider("anthropic", 1)};
  options.chain = {{"openai", "gpt-4o-mini"}, {"anthropic", "claude-haiku-4-5"}};
  return options;
}

/// The same change for each provider.
template <class Change>
Options with(Options options, Change change) {
  for (Provider& provider : options.providers) {
    change(provider);
  }
  return options;
}

}  // namespace gameday::gateway::lint::test
