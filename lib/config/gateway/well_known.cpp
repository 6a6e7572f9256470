#include "config/gateway/well_known.hpp"

#include <algorithm>
#include <array>

namespace gameday::config {
namespace {

struct WellKnown {
  std::string_view name;
  llm::Dialect dialect;
  std::string_view base_url;
};

using llm::Dialect;

constexpr std::array<WellKnown, 17> all{{
    {"anthropic", Dialect::anthropic, "https://api.anthropic.com"},
    {"openai", Dialect::openai, "https://api.openai.com/v1"},
    {"cerebras", Dialect::openai, "https://api.cerebras.ai/v1"},
    {"cohere", Dialect::openai, "https://api.cohere.ai/compatibility/v1"},
    {"deepinfra", Dialect::openai, "https://api.deepinfra.com/v1/openai"},
    {"deepseek", Dialect::openai, "https://api.deepseek.com/v1"},
    {"fireworks", Dialect::openai, "https://api.fireworks.ai/inference/v1"},
    {"gemini", Dialect::openai, "https://generativelanguage.googleapis.com/v1beta/openai"},
    {"groq", Dialect::openai, "https://api.groq.com/openai/v1"},
    {"mistral", Dialect::openai, "https://api.mistral.ai/v1"},
    {"nvidia", Dialect::openai, "https://integrate.api.nvidia.com/v1"},
    {"ollama", Dialect::openai, "http://127.0.0.1:11434/v1"},
    {"openrouter", Dialect::openai, "https://openrouter.ai/api/v1"},
    {"perplexity", Dialect::openai, "https://api.perplexity.ai"},
    {"sambanova", Dialect::openai, "https://api.sambanova.ai/v1"},
    {"together", Dialect::openai, "https://api.together.xyz/v1"},
    {"xai", Dialect::openai, "https://api.x.ai/v1"},
}};

}  // namespace

std::string_view well_known_base_url(std::string_view provider, llm::Dialect dialect) {
  const auto* const found = std::find_if(all.begin(), all.end(), [&](const WellKnown& one) {
    return one.name == provider && one.dialect == dialect;
  });
  return found == all.end() ? std::string_view() : found->base_url;
}

}  // namespace gameday::config
