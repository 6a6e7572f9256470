#pragma once
// Bifrost's long form: its config.json to gateway::Options, with Bifrost's own defaults. Loaded
// unchanged: keys, network_config, concurrency_and_buffer_size, governance.routing_rules. What else
// Bifrost knows is listed in one warning, for it changes nothing here.
//
// Source: Bifrost's config schema and core/schemas/provider.go. A request's time limit holds for
// unary calls and for a stream's head; a stream that goes on ends only by silence. A 429, a timeout
// and a 5xx are all retried, after a backoff that no Retry-After changes.

#include "base/value.hpp"
#include "config/gateway.hpp"
#include "policy/options.hpp"

namespace gameday::config {

inline constexpr Duration bifrost_request_timeout = 30s;
inline constexpr Duration bifrost_stream_idle = 60s;
inline constexpr policy::Retry bifrost_retry{
    0, 500ms, 5s, policy::Jitter::equal_20, true, true, policy::RetryAfter::ignore, 0ms};

/// A file is Bifrost's if it has network_config, concurrency_and_buffer_size or governance, and no
/// key of ours.
gateway::Form form_of(const Value& root);

/// `default_request_timeout_in_seconds`
void set_request_timeout(gateway::Timeouts& timeouts, Duration limit);
/// `stream_idle_timeout_in_seconds`
void set_stream_idle(gateway::Timeouts& timeouts, Duration limit);

/// `defaults_of`: whose defaults hold for what is left out.
gateway::Options read_long_form(const Value& root, const Environment& environment,
                                gateway::Form defaults_of, Problems& problems);

}  // namespace gameday::config
