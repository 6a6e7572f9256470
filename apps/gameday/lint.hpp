#pragma once
// `gameday lint`: what a gateway's config promises at worst, computed, and what is wrong with it.

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "gateway/options.hpp"

namespace gameday::app {

struct LintOptions {
  std::string file;
  std::optional<gateway::Form> rules;  // none: of the form that the file is written in
  std::string budget;
  Duration client_timeout = 60s;
  std::uint64_t max_tokens = 500;
  enum class Output : std::uint8_t { text, json, sarif };
  Output output = Output::text;
};

/// The exit code. Opens no socket.
int lint(const LintOptions& options);

/// Of one rule; `all`: a line for each. The exit code.
int explain_rule(const std::string& name);
int explain_all();

}  // namespace gameday::app
