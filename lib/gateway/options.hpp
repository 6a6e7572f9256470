#pragma once
// What a gateway's config file says, with every default filled in. Plain data; config reads it,
// lib/gateway obeys it. The defaults are safe where most gateways' are not.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "llm/dialect.hpp"
#include "policy/options.hpp"

namespace gameday::gateway {

/// One limit each; the attempt's covers all others of one try.
struct Timeouts {
  Duration connect = 1s;
  Duration tls = 2s;             // the handshake, where the provider is https
  Duration headers = 4s;         // streamed calls
  Duration unary_headers = 30s;  // unary: the whole generation comes before the head
  Duration first_token = 4s;     // streams: from the head to the first content
  Duration idle = 10s;           // between two reads of a body, or two events of a stream
  Duration attempt = 60s;
  std::optional<Duration> unary_attempt;  // where nothing streams; none: as attempt
};

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
};

struct Provider {
  std::string name;
  llm::Dialect dialect = llm::Dialect::openai;
  // As the official SDK takes it: OpenAI's with /v1, Anthropic's without. A game day replaces it by
  // its fault proxy.
  std::string base_url;
  std::vector<Key> keys;
  Timeouts timeouts;
  Retry retry;
  std::optional<BreakerOptions> breaker = BreakerOptions();  // none: switched off by name
  std::optional<PaceOptions> pace;                           // of streams; none: any
  std::optional<ConcurrencyOptions> concurrency;             // none: no limit
};

struct Target {
  std::string provider;
  std::string model;
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
  std::vector<Target> chain;  // the first is the primary, the rest are fallbacks; never empty
};

}  // namespace gameday::gateway
