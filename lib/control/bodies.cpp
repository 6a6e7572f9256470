#include "control/bodies.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "control/limits.hpp"
#include "control/read_json.hpp"

namespace gameday::control {
namespace {

using nlohmann::json;

/// The fields of one object. What is wrong first is kept; the rest reads as absent then.
class Fields {
 public:
  Fields(const json& object, std::string path) : object_(object), path_(std::move(path)) {
    if (!object.is_object() && !object.is_null()) {
      wrong("", object, "an object");
    }
  }

  std::optional<std::string> text(const char* name, std::size_t longest) {
    const json* const value = find(name);
    if (value == nullptr) {
      return std::nullopt;
    }
    if (!value->is_string()) {
      wrong(name, *value, "a string");
      return std::nullopt;
    }
    auto text = value->get<std::string>();
    if (text.size() > longest) {
      say(fmt::format("{}{} is longer than {} bytes", path_, name, longest));
      return std::nullopt;
    }
    return text;
  }
  std::optional<bool> flag(const char* name) {
    const json* const value = find(name);
    if (value != nullptr && !value->is_boolean()) {
      wrong(name, *value, "true or false");
      return std::nullopt;
    }
    return value == nullptr ? std::nullopt : std::optional(value->get<bool>());
  }
  std::optional<float> number(const char* name) {
    const json* const value = find(name);
    if (value != nullptr && !value->is_number()) {
      wrong(name, *value, "a number");
      return std::nullopt;
    }
    return value == nullptr ? std::nullopt : std::optional(value->get<float>());
  }
  std::optional<std::int64_t> whole(const char* name) {
    const json* const value = find(name);
    const std::optional<std::int64_t> number = value == nullptr ? std::nullopt : whole(*value);
    if (value != nullptr && !number) {
      wrong(name, *value, "a whole number");
    }
    return number;
  }
  /// An object or a list; null when absent.
  const json* inner(const char* name, json::value_t type, const char* needed) {
    const json* const value = find(name);
    if (value != nullptr && value->type() != type) {
      wrong(name, *value, needed);
      return nullptr;
    }
    return value;
  }
  void say(std::string problem) {
    if (problem_.empty()) {
      problem_ = std::move(problem);
    }
  }

  const std::string& path() const { return path_; }
  const std::string& problem() const { return problem_; }

  static std::optional<std::int64_t> whole(const json& value) {
    const bool fits = value.is_number_integer() &&
                      (!value.is_number_unsigned() ||
                       value.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
    return fits ? std::optional(value.get<std::int64_t>()) : std::nullopt;
  }

 private:
  const json* find(const char* name) const {
    if (!object_.is_object() || !problem_.empty()) {
      return nullptr;
    }
    const auto at = object_.find(name);
    return at == object_.end() ? nullptr : &*at;
  }
  void wrong(std::string_view name, const json& value, std::string_view needed) {
    std::string where = fmt::format("{}{}", path_, name);
    if (name.empty()) {
      where = path_.empty() ? "it" : path_.substr(0, path_.size() - 1);  // without its dot
    }
    say(fmt::format("{} is of type {}; it must be {}", where, value.type_name(), needed));
  }

  const json& object_;
  const std::string path_;
  std::string problem_;
};

ToxicBody toxic_of(Fields& fields) {
  ToxicBody body;
  body.name = fields.text("name", longest_name);
  body.type = fields.text("type", longest_name);
  body.stream = fields.text("stream", longest_name);
  body.toxicity = fields.number("toxicity");
  body.lease_ms = fields.whole("lease_ms");
  const json* const attributes = fields.inner("attributes", json::value_t::object, "an object");
  if (attributes != nullptr) {
    for (const auto& [name, value] : attributes->items()) {
      body.attributes.emplace(name, Fields::whole(value));
    }
  }
  return body;
}

std::optional<ListenTls> listen_tls_of(Fields& proxy) {
  const json* const object = proxy.inner("tls", json::value_t::object, "an object");
  if (object == nullptr) {
    return std::nullopt;
  }
  Fields fields(*object, proxy.path() + "tls.");
  ListenTls tls{fields.text("cert", longest_path).value_or(""),
                fields.text("key", longest_path).value_or(""),
                fields.text("client_ca", longest_path).value_or("")};
  proxy.say(fields.problem());
  return tls;
}

std::optional<UpstreamTls> upstream_tls_of(Fields& proxy) {
  const json* const object = proxy.inner("upstream_tls", json::value_t::object, "an object");
  if (object == nullptr) {
    return std::nullopt;
  }
  Fields fields(*object, proxy.path() + "upstream_tls.");
  UpstreamTls tls{fields.text("ca", longest_path).value_or(""),
                  fields.text("cert", longest_path).value_or(""),
                  fields.text("key", longest_path).value_or(""),
                  fields.text("name", longest_address).value_or("")};
  proxy.say(fields.problem());
  return tls;
}

/// Whether there are faults to be read.
bool has_faults(const json& proxy) {
  return proxy.is_object() && proxy.contains("faults") && !proxy["faults"].empty();
}

ProxyBody proxy_of(Fields& fields) {
  ProxyBody body;
  body.name = fields.text("name", longest_name);
  body.listen = fields.text("listen", longest_address);
  body.transport.upstream = fields.text("upstream", longest_address);
  body.enabled = fields.flag("enabled");
  body.transport.protocol = fields.text("protocol", longest_name);
  body.transport.tls = listen_tls_of(fields);
  body.transport.upstream_tls = upstream_tls_of(fields);
  const json* const toxics = fields.inner("toxics", json::value_t::array, "a list");
  if (toxics != nullptr && toxics->size() > most_toxics) {
    fields.say(fmt::format("{}toxics has {} elements; the most are {}", fields.path(),
                           toxics->size(), most_toxics));
    return body;
  }
  for (std::size_t i = 0; toxics != nullptr && i < toxics->size(); ++i) {
    Fields each((*toxics)[i], fmt::format("{}toxics[{}].", fields.path(), i));
    body.toxics.push_back(toxic_of(each));
    fields.say(each.problem());
  }
  return body;
}

}  // namespace

answer<ProxyBody> read_proxy(std::string_view body) {
  json tree;
  if (const auto wrong = read_json(body, tree)) {
    return *wrong;
  }
  Fields fields(tree, "");
  ProxyBody proxy = proxy_of(fields);
  if (!fields.problem().empty()) {
    return bad_body(fields.problem());
  }
  if (has_faults(tree)) {
    auto faults = read_faults_of_proxies(body);
    if (!faults) {
      return faults.error();
    }
    proxy.faults = std::move(faults->front());
  }
  return proxy;
}

answer<ToxicBody> read_toxic(std::string_view body) {
  json tree;
  if (const auto wrong = read_json(body, tree)) {
    return *wrong;
  }
  Fields fields(tree, "");
  ToxicBody toxic = toxic_of(fields);
  if (!fields.problem().empty()) {
    return bad_body(fields.problem());
  }
  return toxic;
}

answer<std::vector<ProxyBody>> read_proxies(std::string_view body) {
  json tree;
  if (const auto wrong = read_json(body, tree)) {
    return *wrong;
  }
  if (!tree.is_array() && !tree.is_null()) {
    return bad_body(fmt::format("it is of type {}; it must be a list", tree.type_name()));
  }
  if (tree.size() > most_proxies) {
    return bad_body(fmt::format("it has {} elements; the most are {}", tree.size(), most_proxies));
  }
  std::vector<ProxyBody> proxies;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    Fields fields(tree[i], fmt::format("[{}].", i));
    proxies.push_back(proxy_of(fields));
    if (!fields.problem().empty()) {
      return bad_body(fields.problem());
    }
  }
  if (std::ranges::any_of(tree, has_faults)) {
    auto faults = read_faults_of_proxies(body);
    if (!faults) {
      return faults.error();
    }
    for (std::size_t i = 0; i < proxies.size(); ++i) {
      proxies[i].faults = std::move((*faults)[i]);
    }
  }
  return proxies;
}

}  // namespace gameday::control
