#include "ctl_answers.hpp"

#include <nlohmann/json.hpp>

#include "base/one_line.hpp"
#include "go_number.hpp"

namespace gameday::app {
namespace {

using nlohmann::json;

constexpr std::size_t longest_cell = 300;

/// One object. A field that is missing, or null, is empty; one of another type makes it a bad one.
class Seen {
 public:
  explicit Seen(const json& object) : object_(object), good_(object.is_object()) {}

  std::string text(const char* name) {
    const json* const value = field(name, &json::is_string);
    return value == nullptr ? "" : one_line(value->get<std::string>(), longest_cell);
  }
  bool flag(const char* name) {
    const json* const value = field(name, &json::is_boolean);
    return value != nullptr && value->get<bool>();
  }
  double number(const char* name) {
    const json* const value = field(name, &json::is_number);
    return value == nullptr ? 0 : value->get<double>();
  }
  const json& list(const char* name) { return inner(name, &json::is_array); }
  const json& object(const char* name) { return inner(name, &json::is_object); }
  bool good() const { return good_; }

 private:
  using Is = bool (json::*)() const noexcept;
  const json* field(const char* name, Is is) {
    const auto at = good_ ? object_.find(name) : object_.end();
    if (at == object_.end() || at->is_null()) {
      return nullptr;
    }
    good_ = ((*at).*is)();
    return good_ ? &*at : nullptr;
  }
  const json& inner(const char* name, Is is) {
    static const json none;
    const json* const value = field(name, is);
    return value == nullptr ? none : *value;
  }

  const json& object_;
  bool good_;
};

/// `name=value` by name, values as `shown` has them.
template <class Shown>
std::vector<std::string> pairs_of(const json& object, Shown shown) {
  std::vector<std::string> list;
  for (const auto& [name, value] : object.items()) {
    list.push_back(one_line(name, longest_cell) + '=' + one_line(shown(value), longest_cell));
  }
  return list;
}

std::string as_go(const json& value) {
  return value.is_number() ? as_go_prints(value.get<double>()) : value.dump();
}
std::string as_text(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// All of them, or nothing.
template <class One>
std::optional<std::vector<One>> each_of(const json& list,
                                        std::optional<One> (*read)(const json& object)) {
  std::vector<One> all;
  for (const json& each : list) {
    std::optional<One> one = read(each);
    if (!one) {
      return std::nullopt;
    }
    all.push_back(std::move(*one));
  }
  return all;
}

std::optional<ToxicSeen> toxic_of(const json& object) {
  Seen seen(object);
  ToxicSeen toxic{seen.text("name"), seen.text("type"), seen.text("stream"),
                  seen.number("toxicity"), pairs_of(seen.object("attributes"), as_go)};
  return seen.good() ? std::optional(std::move(toxic)) : std::nullopt;
}

std::optional<FaultSeen> fault_of(const json& object) {
  Seen seen(object);
  Seen counts(seen.object("counts"));
  FaultSeen fault{seen.text("name"),
                  seen.text("type"),
                  pairs_of(seen.object("attributes"), as_text),
                  pairs_of(seen.object("match"), as_text),
                  seen.flag("enabled"),
                  counts.number("seen"),
                  counts.number("matched"),
                  counts.number("injected")};
  return seen.good() && counts.good() ? std::optional(std::move(fault)) : std::nullopt;
}

std::optional<ProxySeen> proxy_of(const json& object) {
  Seen seen(object);
  ProxySeen proxy{
      seen.text("name"), seen.text("listen"), seen.text("upstream"), seen.flag("enabled"), {}};
  auto toxics = each_of(seen.list("toxics"), toxic_of);
  if (!toxics) {
    return std::nullopt;
  }
  proxy.toxics = std::move(*toxics);
  return seen.good() ? std::optional(std::move(proxy)) : std::nullopt;
}

}  // namespace

std::optional<std::vector<ProxySeen>> proxies_in(const std::string& text) {
  const json all = json::parse(text, nullptr, false);
  return all.is_object() ? each_of(all, proxy_of) : std::nullopt;
}

std::optional<ProxySeen> proxy_in(const std::string& text) {
  return proxy_of(json::parse(text, nullptr, false));
}
std::optional<ToxicSeen> toxic_in(const std::string& text) {
  return toxic_of(json::parse(text, nullptr, false));
}

std::optional<std::vector<FaultSeen>> faults_in(const std::string& text) {
  const json all = json::parse(text, nullptr, false);
  return all.is_array() ? each_of(all, fault_of) : std::nullopt;
}
std::optional<FaultSeen> fault_in(const std::string& text) {
  return fault_of(json::parse(text, nullptr, false));
}

std::optional<std::size_t> populated_in(const std::string& text) {
  const json answer = json::parse(text, nullptr, false);
  Seen seen(answer);
  const std::size_t count = seen.list("proxies").size();
  return seen.good() ? std::optional(count) : std::nullopt;
}

}  // namespace gameday::app
