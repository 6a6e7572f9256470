#pragma once
// How every command of `ctl` asks, and what it says when that failed.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ctl.hpp"

namespace gameday::app {

/// The reason on stderr; the exit code.
int ctl_failed(const std::string& why);
/// The answer, which is JSON or empty; nothing, and the reason on stderr, when it failed.
std::optional<std::string> ctl_ask(const CtlHost& host, const std::string& method,
                                   const std::string& path, const std::string& body = {});
/// The same, taken apart by `read`, which gives nothing for what is no answer of such an API.
template <class Read>
auto ctl_ask_for(Read read, const CtlHost& host, const std::string& method, const std::string& path,
                 const std::string& body = {}) {
  const std::optional<std::string> said = ctl_ask(host, method, path, body);
  if (!said) {
    return decltype(read(*said))();
  }
  auto seen = read(*said);
  if (!seen) {
    ctl_failed("the answer does not have the shape of Toxiproxy's; is this a control API?");
  }
  return seen;
}
/// Prints `words` when there was an answer; the exit code.
int ctl_done(const std::optional<std::string>& answer, const std::string& words);
/// Of a proxy; of a collection of its own, or one thing in it.
std::string ctl_path(const std::string& proxy, std::string_view collection = {},
                     const std::string& name = {});
/// `latency=1000` taken apart; nothing when it is no such pair.
std::optional<std::pair<std::string, std::string>> ctl_pair(const std::string& text);

}  // namespace gameday::app
