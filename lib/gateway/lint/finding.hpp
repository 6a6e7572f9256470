#pragma once
// What lint has to say about one place of a config, and the rules that say it.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/options.hpp"

namespace gameday::gateway::lint {

/// error: it will hurt; warning: it may; note: worth knowing.
enum class Severity : std::uint8_t { error, warning, note };
const char* to_text(Severity severity);

/// From the root of the file: names of keys, and places in lists as decimal numbers.
using KeyPath = std::vector<std::string>;

struct Finding {
  std::string rule;
  Severity severity = Severity::warning;
  /// The first of these that the file has is where to look.
  std::vector<KeyPath> where;
  std::string subject;  // a provider or a target; empty: the whole
  std::string what;     // one or two sentences: what is so, and what it leads to
  std::string fix;      // what to do, with the text to paste
};

struct Context {
  const Options& options;
  Duration client_timeout = 60s;   // what the callers of the gateway wait for
  std::uint64_t max_tokens = 500;  // of the answers that they ask for
};

struct Rule {
  const char* name;
  const char* summary;  // half a sentence
  const char* why;      // a paragraph, with the evidence
  const char* before;   // a piece of JSON that it finds
  const char* after;    // … and does not
  void (*check)(const Context& context, std::vector<Finding>& findings);
};

/// In the order in which they are listed.
const std::vector<Rule>& rules();
const Rule* find_rule(std::string_view name);

/// Of all rules; errors first, else in the order of the rules.
std::vector<Finding> check(const Context& context);

}  // namespace gameday::gateway::lint
