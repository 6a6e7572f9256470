#pragma once
// The parameters that a model may refuse, in the words of its provider. What OpenAI itself never
// refuses (a prefill, two ways of sampling at once) is said as it says such things. Sources: errors
// as the providers gave them, quoted in issues of public repositories.

#include "llm/asked.hpp"
#include "mock/api.hpp"

namespace gameday::mock {

/// The first of `refuse` that the request has; nothing when it has none of them.
std::optional<Refusal> refused_for(llm::Dialect dialect,
                                   const std::vector<faults::MockAnswer::Refuse>& refuse,
                                   const llm::Asked& asked, std::string_view model);

}  // namespace gameday::mock
