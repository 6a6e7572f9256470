#pragma once
// One function a rule, each in a file of its own name.

#include "gateway/lint/finding.hpp"

namespace gameday::gateway::lint {

// Time.
Rule no_deadline();
Rule timeouts_multiply();
Rule deadline_shorter_than_one_attempt();
Rule fallback_never_reached();
Rule no_first_token_timeout();
Rule no_idle_timeout();
Rule unary_timeout_too_short();
Rule pace_out_of_range();
Rule seconds_for_milliseconds();
Rule milliseconds_for_seconds();
// Retries.
Rule no_ceiling();
Rule retry_on_timeout();
Rule retry_on_rate_limit();
Rule retry_after_ignored();
Rule retry_after_uncapped();
Rule no_backoff();
Rule no_jitter();
// Breakers, budgets, slots, hedges.
Rule breaker_never_opens();
Rule slow_start_without_effect();
Rule budget_without_effect();
Rule queue_outlives_deadline();
Rule hedge_without_effect();
Rule restart_without_target();
// The chain.
Rule single_target();
Rule fallback_same_provider();
Rule duplicate_target();
Rule unserved_target();
Rule unused_provider();
Rule shared_key();
Rule plain_http_upstream();

}  // namespace gameday::gateway::lint
