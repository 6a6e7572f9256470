#pragma once
// A gateway's config file (JSON) to gateway::Options, in our short form or in Bifrost's long one
// (bifrost.hpp). Durations in ms, because JSON has no units; `"deadline_ms": null` switches the
// deadline off by name. A `"//"` key holds a comment, in any object.
//
//   {"providers": {"openai": {"keys": ["env.A", "env.B"]}}, "fallbacks": ["openai/gpt-4o-mini"]}
//
// `timeouts_ms`, `tokens_per_second`, `retry`, `breaker`, `concurrency`, `parameters` and
// `check_schema` may stand on top and, for what differs, under a provider (`parameters` also under
// a target: {"target": "openai/o3", "parameters": {…}}); all else stands on top only.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "config/findings.hpp"
#include "gateway/options.hpp"

namespace gameday::config {

/// The value of an environment variable, if it is set. Apps give getenv, tests a map; an empty
/// function knows none.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// What the file leaves out has the defaults of the form it is written in, or of `defaults_of`.
/// `env.NAME` of an unset variable is no error here: the key's value stays empty, its source names
/// the variable, and only who calls a real provider must refuse.
std::optional<gateway::Options> parse_gateway(std::string_view json, const Environment& environment,
                                              Problems& problems,
                                              std::optional<gateway::Form> defaults_of = {});

/// The same from a file, whose text then stands in `findings.texts[path]`, its keys as stars.
std::optional<gateway::Options> read_gateway(const std::string& path,
                                             const Environment& environment, Findings& findings);

/// `text` with every key replaced by its alias and 4 hex digits of its hash, and stars for whatever
/// else looks like one. A text whose key cannot be found, because it is written with escapes, is
/// not shown at all.
std::string with_secrets_masked(std::string text, const gateway::Options& options);

}  // namespace gameday::config
