#pragma once
// Which hooks are told of an event, and what exactly is sent to each. Pure: no clock, no socket,
// no process.

#include <string>
#include <utility>
#include <vector>

#include "rig/hooks/note.hpp"

namespace gameday::rig {

/// One message to one hook.
struct Delivery {
  std::size_t hook = 0;                                      // its index
  std::string url;                                           // slack, webhook: a secret
  std::vector<std::pair<std::string, std::string>> headers;  // slack, webhook
  std::string body;                  // of the POST, or the command's standard input
  std::vector<std::string> command;  // argv
  std::vector<std::pair<std::string, std::string>> environment;  // command: GAMEDAY_EVENT, …
};

/// In the order of the hooks. A hook whose variable is not set is told nothing (usable() says so).
std::vector<Delivery> deliveries_of(const std::vector<Hook>& hooks, const Note& note);

/// How long before its start a game day must be announced to somebody.
std::set<Duration> leads_of(const std::vector<Hook>& hooks);

/// Why this hook cannot be told anything: a variable is not set, or holds no address. Never says
/// what is in it. Empty: it can.
std::string unusable(const Hook& hook);

/// `X-Gameday-Signature`: `sha256=` and the HMAC of the exact body.
std::string signature(std::string_view secret, std::string_view body);

/// Slack's payload (https://api.slack.com/messaging/webhooks); Mattermost, Rocket.Chat and Discord
/// (under /slack) take it as well. Its three signs of markup are escaped, so that no title can
/// call a channel together.
std::string slack_json(const Note& note);

}  // namespace gameday::rig
