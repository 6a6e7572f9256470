#pragma once
// A worst case as a person says it.

#include <string>
#include <vector>

#include "gateway/lint/leg.hpp"
#include "gateway/lint/longest.hpp"

namespace gameday::gateway::lint {

/// `openai 2 tries + 0.2 s, then anthropic 4 s = 4.2 s; the deadline cuts at 3 s`
std::string words_of(const Options& options, const std::vector<Leg>& legs, const Longest& way);
/// `, then anthropic answers`
std::string rescued(const Options& options, std::size_t target);
/// `at once`, `1 retry`, `4 s`, `never`
std::string failover_words(const WorstCase& worst);

}  // namespace gameday::gateway::lint
