#include "ctl_asking.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/percent.hpp"
#include "console.hpp"
#include "ctl_client.hpp"
#include "exit_code.hpp"

namespace gameday::app {

int ctl_failed(const std::string& why) {
  print_error("ctl: " + why);
  return exit_fail;
}

std::optional<std::string> ctl_ask(const CtlHost& host, const std::string& method,
                                   const std::string& path, const std::string& body) {
  const ControlAnswer said = ControlClient(host.host, host.token).ask(method, path, body);
  if (!said.ok()) {
    ctl_failed(said.problem);
    return std::nullopt;
  }
  if (!said.body.empty() && !nlohmann::json::accept(said.body)) {
    ctl_failed("the answer is no JSON; is this a control API?");
    return std::nullopt;
  }
  return said.body;
}

int ctl_done(const std::optional<std::string>& answer, const std::string& words) {
  if (!answer) {
    return exit_fail;
  }
  fmt::print("{}\n", words);
  return exit_pass;
}

std::string ctl_path(const std::string& proxy, std::string_view collection,
                     const std::string& name) {
  std::string path = "/proxies/" + percent_encoded(proxy);
  if (!collection.empty()) {
    path += fmt::format("/{}", collection);
  }
  return name.empty() ? path : path + '/' + percent_encoded(name);
}

std::optional<std::pair<std::string, std::string>> ctl_pair(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return std::nullopt;
  }
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

}  // namespace gameday::app
