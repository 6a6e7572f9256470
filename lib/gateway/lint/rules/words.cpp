#include "gateway/lint/rules/words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gameday::gateway::lint {

namespace {

void add_asked(const Options& options, Operation operation,
               std::vector<const Provider*>& providers) {
  for (const Target& target : chain_of(options, operation)) {
    const Provider* const provider = &gateway::provider_of(options.providers, target);
    if (std::find(providers.begin(), providers.end(), provider) == providers.end()) {
      providers.push_back(provider);
    }
  }
}

}  // namespace

std::vector<const Provider*> asked(const Options& options) {
  std::vector<const Provider*> providers = asked_to_chat(options);
  add_asked(options, Operation::embeddings, providers);
  return providers;
}

std::vector<const Provider*> asked_to_chat(const Options& options) {
  std::vector<const Provider*> providers;
  add_asked(options, Operation::chat, providers);
  return providers;
}

std::string time_value(const Options& options, Duration time) {
  if (options.form == Form::bifrost) {
    return std::to_string(std::max<std::int64_t>(1, time / 1s));
  }
  return std::to_string(std::max<std::int64_t>(1, time / 1ms));
}

std::string write(const Options& options, Setting setting, const std::string& value,
                  const std::string& otherwise) {
  const std::string text = pasted(options, setting, value);
  return text.empty() ? otherwise : fmt::format("Write {}.", text);
}

std::string write_time(const Options& options, Setting setting, Duration time,
                       const std::string& otherwise) {
  return write(options, setting, time_value(options, time), otherwise);
}

Duration good_deadline(const Context& context) {
  return std::max<Duration>(context.client_timeout / 2, 1ms);
}

}  // namespace gameday::gateway::lint
