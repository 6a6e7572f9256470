// What an Options may say wrong even though every key of its file was well formed.

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "gateway/gateway.hpp"
#include "gateway/upstream.hpp"

namespace gameday::gateway {

namespace {

void check_provider(const Provider& provider, std::vector<std::string>& problems) {
  if (provider.base_url.empty()) {
    problems.push_back(
        fmt::format("provider {} has no base_url; write \"base_url\": \"http://127.0.0.1:9001/v1\"",
                    provider.name));
  } else if (!parse_base_url(provider.base_url)) {
    problems.push_back(fmt::format(
        "provider {}: \"{}\" is not http://host:port/path{}", provider.name, provider.base_url,
        provider.base_url.starts_with("https://") ? "; https is not in this version" : ""));
  }
  if (provider.keys.empty()) {
    problems.push_back(fmt::format("provider {} has no key", provider.name));
  }
  for (const Key& key : provider.keys) {
    if (key.value.empty()) {
      problems.push_back(fmt::format("provider {}: key {} is empty{}{}", provider.name, key.name,
                                     key.source.empty() ? "" : "; set ", key.source));
    }
  }
}

}  // namespace

std::vector<std::string> problems_of(const Options& options) {
  std::vector<std::string> problems;
  if (options.chain.empty()) {
    problems.emplace_back("the chain is empty: name at least one target");
  }
  std::set<std::string> used;
  for (const Target& target : options.chain) {
    used.insert(target.provider);
  }
  for (const std::string& name : used) {
    const auto found = std::find_if(options.providers.begin(), options.providers.end(),
                                    [&](const Provider& one) { return one.name == name; });
    if (found == options.providers.end()) {
      problems.push_back(fmt::format("the chain names provider {}, which is not listed", name));
    } else {
      check_provider(*found, problems);
    }
  }
  return problems;
}

}  // namespace gameday::gateway
