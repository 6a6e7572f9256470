// ctl: faults of requests added, shown, changed and removed.

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "console.hpp"
#include "ctl_answers.hpp"
#include "ctl_asking.hpp"
#include "ctl_listing.hpp"
#include "exit_code.hpp"

namespace gameday::app {
namespace {

using nlohmann::json;

std::string path_of(const CtlFault& fault) {
  return ctl_path(fault.proxy, "faults", fault.name);
}

/// What is JSON is sent as that: 503, true, ["a", "b"]; all else is a text: 20s, 3 deltas.
json value_of(const std::string& text) {
  json value = json::parse(text, nullptr, false);
  return value.is_discarded() ? json(text) : value;
}

std::optional<std::string> pairs_of(const char* flag, const std::vector<std::string>& pairs,
                                    json& into) {
  for (const std::string& one : pairs) {
    const auto pair = ctl_pair(one);
    if (!pair) {
      return fmt::format("{} {}: write NAME=VALUE, as retry_after=20s", flag, one);
    }
    into[pair->first] = value_of(pair->second);
  }
  return std::nullopt;
}

std::optional<std::string> body_of(const CtlFault& fault, json& body) {
  body = json::object();
  auto wrong = pairs_of("--attribute", fault.attributes, body["attributes"]);
  wrong = wrong ? wrong : pairs_of("--match", fault.match, body["match"]);
  if (fault.lease_ms) {
    body["lease_ms"] = *fault.lease_ms;
  }
  if (fault.first) {
    body["position"] = 0;
  }
  if (fault.on || fault.off) {
    body["enabled"] = fault.on;
  }
  return wrong;
}

}  // namespace

int ctl_fault_list(const CtlHost& host, const CtlFault& fault) {
  const auto faults = ctl_ask_for(faults_in, host, "GET", path_of(fault));
  if (!faults) {
    return exit_fail;
  }
  fmt::print("{}", ::isatty(STDOUT_FILENO) != 0
                       ? faults_for_people(*faults, fault.proxy, look_of(STDOUT_FILENO))
                       : faults_for_scripts(*faults));
  return exit_pass;
}

int ctl_fault_add(const CtlHost& host, const CtlFault& fault) {
  json body;
  if (const auto wrong = body_of(fault, body)) {
    return ctl_failed(*wrong);
  }
  body["type"] = fault.type;
  if (!fault.name.empty()) {
    body["name"] = fault.name;
  }
  CtlFault place = fault;
  place.name.clear();
  const auto added = ctl_ask_for(fault_in, host, "POST", path_of(place), body.dump());
  if (!added) {
    return exit_fail;
  }
  fmt::print("Added {} fault '{}' on proxy '{}'\n", added->type, added->name, fault.proxy);
  return exit_pass;
}

int ctl_fault_update(const CtlHost& host, const CtlFault& fault) {
  json body;
  if (const auto wrong = body_of(fault, body)) {
    return ctl_failed(*wrong);
  }
  return ctl_done(ctl_ask(host, "POST", path_of(fault), body.dump()),
                  fmt::format("Updated fault '{}' on proxy '{}'", fault.name, fault.proxy));
}

int ctl_fault_remove(const CtlHost& host, const CtlFault& fault) {
  return ctl_done(ctl_ask(host, "DELETE", path_of(fault)),
                  fault.name.empty()
                      ? fmt::format("Removed all faults on proxy '{}'", fault.proxy)
                      : fmt::format("Removed fault '{}' on proxy '{}'", fault.name, fault.proxy));
}

}  // namespace gameday::app
