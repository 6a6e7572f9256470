#pragma once
// What a gateway's config file says, with every default filled in. Plain data; config reads it,
// lib/gateway obeys it. The defaults are safe where most gateways' are not.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "base/time.hpp"
#include "gateway/timeouts.hpp"
#include "llm/anthropic_version.hpp"
#include "llm/dialect.hpp"
#include "llm/parameter_rules.hpp"
#include "policy/options.hpp"

namespace gameday::gateway {

using policy::BreakerOptions;
using policy::BudgetOptions;
using policy::ConcurrencyOptions;
using policy::HedgeOptions;
using policy::Jitter;
using policy::PaceOptions;
using policy::Retry;
using policy::RetryAfter;

struct Key {
  std::string name;    // alias in reports and trails
  std::string value;   // the secret itself, or empty when its variable is unset …
  std::string source;  // … `env.OPENAI_KEY_A`, or empty for a literal
  std::uint32_t weight = 1;
  std::vector<std::string> models;  // empty: all
  bool operator==(const Key&) const = default;
};

struct Provider {
  std::string name;
  llm::Dialect dialect = llm::Dialect::openai;
  llm::AnthropicVersion anthropic_version = llm::AnthropicVersion::v2023_06_01;  // … if it is that
  // As the official SDK takes it: OpenAI's with /v1, Anthropic's without. A game day replaces it by
  // its fault proxy.
  std::string base_url;
  std::vector<Key> keys;
  Timeouts timeouts;
  Retry retry;
  std::optional<BreakerOptions> breaker = BreakerOptions();  // none: switched off by name
  std::optional<PaceOptions> pace;                           // of streams; none: any
  std::optional<ConcurrencyOptions> concurrency;             // none: no limit
  bool check_schema = false;  // its answers, against the schema that a request carries
  llm::ParameterRules parameters;
  /// A new config keeps the connections, keys and breakers of a provider that is the same.
  bool operator==(const Provider&) const = default;
};

struct Target {
  std::string provider;
  std::string model;
  llm::ParameterRules parameters = {};  // what differs from the provider's
};

/// `openai/gpt-4o-mini`
inline std::string name_of(const Target& target) {
  return target.provider + '/' + target.model;
}

/// What a provider is asked for; each has a chain of its own.
enum class Operation : std::uint8_t { chat, embeddings };

/// Who shows it may ask this gateway.
struct ClientToken {
  std::string value;   // empty when its variable or its file is not there
  std::string source;  // `env.GATEWAY_TOKEN`, `file:/run/secrets/tokens`
};

/// Whose words a config is written in, and whose defaults hold for what it leaves out.
enum class Form : std::uint8_t { gameday, bifrost };

/// What becomes of a stream that breaks behind its first content.
enum class OnBreak : std::uint8_t { error, restart };

struct Options {
  Form form = Form::gameday;               // of the words
  Form defaults = Form::gameday;           // of the rest
  std::optional<Duration> deadline = 60s;  // of the whole request; none: switched off by name
  std::optional<BudgetOptions> budget = BudgetOptions();  // of retries; none: switched off
  OnBreak on_break = OnBreak::error;                      // restart: for clients that ask for it
  std::optional<HedgeOptions> hedge;                      // none: one target after the other
  std::vector<Provider> providers;
  std::vector<Target> chain;        // the first is the primary, the rest are fallbacks; never empty
  std::vector<Target> embeddings;   // likewise for them; empty: there are none
  std::vector<ClientToken> tokens;  // none: everybody who can reach it may ask
  std::string access_log;           // a file, `-` is stdout; empty: none
};

inline const std::vector<Target>& chain_of(const Options& options, Operation operation) {
  return operation == Operation::chat ? options.chain : options.embeddings;
}

/// Of a target in a chain, which is a known provider's.
inline const Provider& provider_of(const std::vector<Provider>& providers, const Target& target) {
  const auto found = std::find_if(providers.begin(), providers.end(),
                                  [&](const Provider& one) { return one.name == target.provider; });
  CHECK(found != providers.end(), "config lets only known providers into a chain");
  return *found;
}

/// Some provider's answers are to be checked.
inline bool checks_schemas(const Options& options) {
  return std::any_of(options.providers.begin(), options.providers.end(),
                     [](const Provider& provider) { return provider.check_schema; });
}

/// A target of any chain is this provider's.
inline bool asks(const Options& options, std::string_view provider) {
  const auto theirs = [&](const Target& target) { return target.provider == provider; };
  return std::any_of(options.chain.begin(), options.chain.end(), theirs) ||
         std::any_of(options.embeddings.begin(), options.embeddings.end(), theirs);
}

}  // namespace gameday::gateway
