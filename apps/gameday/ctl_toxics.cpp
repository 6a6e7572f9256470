// ctl: toxics added, changed and removed.

#include <charconv>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "ctl_answers.hpp"
#include "ctl_asking.hpp"
#include "exit_code.hpp"

namespace gameday::app {
namespace {

using nlohmann::json;

std::string path_of(const CtlToxic& toxic) {
  return ctl_path(toxic.proxy, "toxics", toxic.name);
}

/// What looks like a number is sent as one, as the reference's client does.
json value_of(const std::string& text) {
  std::int64_t whole = 0;
  const char* const end = text.data() + text.size();
  if (const auto read = std::from_chars(text.data(), end, whole);
      read.ec == std::errc() && read.ptr == end) {
    return whole;
  }
  double number = 0;
  if (const auto read = std::from_chars(text.data(), end, number);
      read.ec == std::errc() && read.ptr == end) {
    return number;
  }
  return text;
}

std::optional<std::string> attributes_of(const CtlToxic& toxic, json& into) {
  into = json::object();
  for (const std::string& one : toxic.attributes) {
    const auto pair = ctl_pair(one);
    if (!pair) {
      return fmt::format("--attribute {}: write NAME=VALUE, as latency=1000", one);
    }
    into[pair->first] = value_of(pair->second);
  }
  return std::nullopt;
}

std::optional<std::string> toxicity_of(const CtlToxic& toxic, json& into) {
  const json value = value_of(toxic.toxicity);
  if (!value.is_number() || !(value.get<double>() >= 0 && value.get<double>() <= 1)) {
    return fmt::format("--toxicity {}: write a number from 0 to 1", toxic.toxicity);
  }
  into = value;
  return std::nullopt;
}

}  // namespace

int ctl_toxic_add(const CtlHost& host, const CtlToxic& toxic) {
  if (toxic.upstream && toxic.downstream) {
    return ctl_failed("a toxic acts on one direction: give --upstream or --downstream, not both");
  }
  json body;
  auto wrong = attributes_of(toxic, body["attributes"]);
  wrong = wrong ? wrong : toxicity_of(toxic, body["toxicity"]);
  if (wrong) {
    return ctl_failed(*wrong);
  }
  const std::string stream = toxic.upstream ? "upstream" : "downstream";
  body["name"] = toxic.name;
  body["type"] = toxic.type;
  body["stream"] = stream;
  CtlToxic place = toxic;
  place.name.clear();
  const auto added = ctl_ask_for(toxic_in, host, "POST", path_of(place), body.dump());
  if (!added) {
    return exit_fail;
  }
  fmt::print("Added {} {} toxic '{}' on proxy '{}'\n", stream, toxic.type, added->name,
             toxic.proxy);
  return exit_pass;
}

int ctl_toxic_update(const CtlHost& host, const CtlToxic& toxic) {
  json body;
  auto wrong = attributes_of(toxic, body["attributes"]);
  wrong = wrong ? wrong : toxicity_of(toxic, body["toxicity"]);
  if (wrong) {
    return ctl_failed(*wrong);
  }
  return ctl_done(ctl_ask(host, "POST", path_of(toxic), body.dump()),
                  fmt::format("Updated toxic '{}' on proxy '{}'", toxic.name, toxic.proxy));
}

int ctl_toxic_remove(const CtlHost& host, const CtlToxic& toxic) {
  return ctl_done(ctl_ask(host, "DELETE", path_of(toxic)),
                  fmt::format("Removed toxic '{}' on proxy '{}'", toxic.name, toxic.proxy));
}

}  // namespace gameday::app
