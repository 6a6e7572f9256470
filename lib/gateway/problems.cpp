// What an Options may say wrong even though every key of its file was well formed.

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/url.hpp"
#include "gateway/gateway.hpp"

namespace gameday::gateway {

namespace {

// `env.NAME` is how the config says it; a shell knows NAME.
std::string way_out(std::string_view source) {
  constexpr std::string_view environment = "env.";
  return source.starts_with(environment)
             ? fmt::format("; set the variable {}", source.substr(environment.size()))
             : std::string();
}

/// Names and keys stand in header fields, where a line end would begin another field.
bool fits_a_field(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char one) { return one < 0x20 || one == 0x7f; });
}

void check_base_url(const Provider& provider, std::vector<std::string>& problems) {
  const auto base = parse_url(provider.base_url);
  if (!base) {
    problems.push_back(fmt::format("provider {}: base_url \"{}\" {}", provider.name,
                                   provider.base_url, base.problem));
  } else if (provider.dialect == llm::Dialect::anthropic && base.value->path.ends_with("/v1")) {
    problems.push_back(
        fmt::format("provider {}: Anthropic's base_url is written without /v1", provider.name));
  }
}

void check_provider(const Provider& provider, std::vector<std::string>& problems) {
  if (provider.base_url.empty()) {
    problems.push_back(
        fmt::format("provider {} has no base_url; write \"base_url\": \"http://127.0.0.1:9001/v1\"",
                    provider.name));
  } else {
    check_base_url(provider, problems);
  }
  if (provider.keys.empty()) {
    problems.push_back(fmt::format("provider {} has no key", provider.name));
  }
  for (const Key& key : provider.keys) {
    if (key.value.empty()) {
      problems.push_back(fmt::format("provider {}: key {} is empty{}", provider.name, key.name,
                                     way_out(key.source)));
    } else if (!fits_a_field(key.value) || !fits_a_field(key.name)) {
      problems.push_back(
          fmt::format("provider {}: a key or its name has a control character", provider.name));
    }
  }
}

}  // namespace

std::vector<std::string> problems_of(const Options& options) {
  std::vector<std::string> problems;
  for (const ClientToken& token : options.tokens) {
    if (token.value.empty()) {
      const std::string fix = way_out(token.source);
      problems.push_back(fmt::format("the clients' token {} is empty{}", token.source,
                                     fix.empty() ? "; is the file there?" : fix));
    }
  }
  if (options.chain.empty()) {
    problems.emplace_back("the chain is empty: name at least one target");
  }
  std::set<std::string> used;
  for (const Operation operation : {Operation::chat, Operation::embeddings}) {
    for (const Target& target : chain_of(options, operation)) {
      used.insert(target.provider);
      if (!fits_a_field(target.provider) || !fits_a_field(target.model)) {
        problems.emplace_back("a target of the chain has a control character in its name");
      }
    }
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
