#pragma once
// What the rules share: who stands in the chain, and numbers in the words of either form.

#include <string>
#include <vector>

#include "base/spoken.hpp"
#include "gateway/lint/leg.hpp"
#include "gateway/lint/setting.hpp"

namespace gameday::gateway::lint {

/// The providers that are asked at all, in the order of the chains, each once.
std::vector<const Provider*> asked(const Options& options);
/// … for chats: for what is about streams, long answers, or the chain behind a target.
std::vector<const Provider*> asked_to_chat(const Options& options);

/// The value that a setting of time takes: milliseconds, or Bifrost's whole seconds, at least one.
std::string time_value(const Options& options, Duration time);

/// `Write TEXT.`, or `otherwise` where the form has no word for it.
std::string write(const Options& options, Setting setting, const std::string& value,
                  const std::string& otherwise);
std::string write_time(const Options& options, Setting setting, Duration time,
                       const std::string& otherwise);

/// Half of what a client waits is a deadline that leaves it time to act.
Duration good_deadline(const Context& context);

}  // namespace gameday::gateway::lint
