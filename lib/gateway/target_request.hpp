#pragma once
// The client's request as one target gets it: first what the config says about its parameters, then
// its dialect. Pure.

#include <optional>
#include <string_view>

#include "gateway/dialect.hpp"
#include "gateway/options.hpp"
#include "policy/fallback.hpp"

namespace gameday::gateway {

/// The provider's, and what the target itself says beyond that.
llm::ParameterRules rules_of(const Provider& provider, const Target& target);

/// rejected_unfit: it cannot be asked this, or by the config shall not.
Or<Asked> asked_of(const Dialect& dialect, const llm::ParameterRules& rules, const Target& target,
                   std::string_view body);

/// Found out before anything is sent. Empty where a target takes all that a client of OpenAI's may
/// ask. `dialect` outlives it.
policy::Misfit misfit_of(const Dialect& dialect, const llm::ParameterRules& rules,
                         const Target& target);

}  // namespace gameday::gateway
