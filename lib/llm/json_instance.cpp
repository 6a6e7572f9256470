#include "llm/json_instance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <simdjson.h>

#include "base/json_writer.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

constexpr int refs_most = 32;   // one after another without a value between them: a circle
constexpr int depth_most = 32;  // what requires itself has no instance: it ends with null
constexpr std::size_t bytes_of_a_value = 256;  // of a text, as instance_values_most counts
constexpr std::size_t properties_most = 1000;
constexpr int parts_most = 100;  // of allOf, which may name itself

constexpr auto words = std::to_array<std::string_view>(
    {"alpha", "build", "cache", "delta", "error", "flaky", "green", "retry"});

struct Format {
  std::string_view name;
  std::string_view example;
};
constexpr std::array formats = {Format{"date-time", "2026-03-14T09:26:53Z"},
                                Format{"date", "2026-03-14"},
                                Format{"time", "09:26:53Z"},
                                Format{"duration", "PT5M"},
                                Format{"email", "ada@example.com"},
                                Format{"hostname", "example.com"},
                                Format{"uri", "https://example.com/a"},
                                Format{"ipv4", "192.0.2.1"},
                                Format{"ipv6", "2001:db8::1"},
                                Format{"uuid", "0190163d-8694-739b-aea5-966c26f8ad91"}};

struct Property {
  std::string_view name;
  dom::element schema;
  bool required = false;
};

bool get(const dom::element& holder, const char* name, dom::element& value) {
  return holder.is_object() && holder[name].get(value) == simdjson::SUCCESS;
}

std::optional<double> number_in(const dom::element& schema, const char* name) {
  dom::element value;
  double number = 0;
  return get(schema, name, value) && value.get(number) == simdjson::SUCCESS ? std::optional(number)
                                                                            : std::nullopt;
}

/// `fail_reason` -> `failReason`, `failReason` -> `fail_reason`, `reason` -> `reason_value`.
std::string renamed(std::string_view key) {
  const bool snake = key.find('_') != std::string_view::npos;
  std::string other;
  bool raise = false;
  for (const char letter : key) {
    const bool capital = letter >= 'A' && letter <= 'Z';
    if (snake && letter == '_') {
      raise = true;
    } else if (!snake && capital) {
      other.append(other.empty() ? "" : "_") += static_cast<char>(letter - 'A' + 'a');
    } else {
      const bool lower = letter >= 'a' && letter <= 'z';
      other += raise && lower ? static_cast<char>(letter - 'a' + 'A') : letter;
      raise = false;
    }
  }
  return other == key ? other + "_value" : other;
}

class Maker {
 public:
  Maker(const dom::element& root, Rng dice, InstanceFlaw flaw)
      : root_(root), dice_(dice), flaw_(flaw) {}

  void make(JsonWriter& json, dom::element schema, int depth);
  std::string_view type_of(dom::element schema) const;

 private:
  dom::element resolved(dom::element schema) const;
  dom::element alternative(const dom::array& list, int depth) const;
  void collect(dom::element schema, int& parts, std::vector<Property>& properties) const;
  void object(JsonWriter& json, const dom::element& schema, int depth);
  void array(JsonWriter& json, const dom::element& schema, int depth);
  void text(JsonWriter& json, const dom::element& schema);
  void number(JsonWriter& json, const dom::element& schema, bool whole);
  void wrong(JsonWriter& json, std::string_view type) const;
  bool brief(int depth) const { return depth > instance_depth || values_ > instance_values_most; }

  dom::element root_;
  Rng dice_;
  InstanceFlaw flaw_;
  int values_ = 0;
};

dom::element Maker::resolved(dom::element schema) const {
  for (int followed = 0; followed < refs_most; ++followed) {
    dom::element ref;
    if (!get(schema, "$ref", ref)) {
      return schema;
    }
    const std::string_view path = text_of(ref);
    dom::element target;
    if (path == "#") {
      target = root_;
    } else if (!path.starts_with("#/") ||
               root_.at_pointer(path.substr(1)).get(target) != simdjson::SUCCESS) {
      return schema;
    }
    schema = target;
  }
  return schema;
}

/// The first; where a schema must come to its end, the one that says `null`.
dom::element Maker::alternative(const dom::array& list, int depth) const {
  dom::element chosen = list.at(0).value_unsafe();
  for (const dom::element one : list) {
    if (brief(depth) && type_of(one) == "null") {
      chosen = one;
    }
  }
  return chosen;
}

std::string_view Maker::type_of(dom::element schema) const {
  schema = resolved(schema);
  dom::element type;
  if (get(schema, "type", type)) {
    dom::array several;
    if (type.get(several) != simdjson::SUCCESS) {
      return text_of(type);
    }
    for (const dom::element one : several) {
      if (text_of(one) != "null") {
        return text_of(one);
      }
    }
    return "null";
  }
  dom::element any;
  return get(schema, "properties", any) || get(schema, "allOf", any) ? "object"
         : get(schema, "items", any)                                 ? "array"
                                                                     : "string";
}

/// `parts`: how many more schemas may be joined.
void Maker::collect(dom::element schema, int& parts, std::vector<Property>& properties) const {
  schema = resolved(schema);
  dom::element value;
  dom::object members;
  if (get(schema, "properties", value) && value.get(members) == simdjson::SUCCESS) {
    for (const auto [name, property] : members) {
      if (properties.size() < properties_most) {
        properties.push_back({name, property, false});
      }
    }
  }
  dom::array list;
  if (get(schema, "required", value) && value.get(list) == simdjson::SUCCESS) {
    for (const dom::element name : list) {
      for (Property& property : properties) {
        property.required = property.required || property.name == text_of(name);
      }
    }
  }
  if (get(schema, "allOf", value) && value.get(list) == simdjson::SUCCESS) {
    for (const dom::element part : list) {
      if (--parts > 0) {
        collect(part, parts, properties);
      }
    }
  }
}

void Maker::make(JsonWriter& json, dom::element schema, int depth) {
  if (++values_ > 2 * instance_values_most || depth > depth_most) {
    json.null();
    return;
  }
  schema = resolved(schema);
  dom::element value;
  dom::array list;
  const bool wrong_here = flaw_ == InstanceFlaw::wrong_types && depth > 0;
  for (const char* several : {"anyOf", "oneOf"}) {
    if (get(schema, several, value) && value.get(list) == simdjson::SUCCESS && list.size() > 0) {
      make(json, alternative(list, depth), depth + 1);
      return;
    }
  }
  const std::string_view type = type_of(schema);
  if (wrong_here) {
    wrong(json, type);
  } else if (get(schema, "const", value)) {
    json.raw(simdjson::minify(value));
  } else if (get(schema, "enum", value) && value.get(list) == simdjson::SUCCESS &&
             list.size() > 0) {
    json.raw(simdjson::minify(list.at(dice_.below(list.size())).value_unsafe()));
  } else if (type == "object") {
    object(json, schema, depth);
  } else if (type == "array") {
    array(json, schema, depth);
  } else if (type == "integer" || type == "number") {
    number(json, schema, type == "integer");
  } else if (type == "boolean") {
    json.boolean(dice_.below(2) == 1);
  } else if (type == "null") {
    json.null();
  } else {
    text(json, schema);
  }
}

void Maker::object(JsonWriter& json, const dom::element& schema, int depth) {
  std::vector<Property> properties;
  int parts = parts_most;
  collect(schema, parts, properties);
  json.object();
  for (const Property& property : properties) {
    if (property.required || !brief(depth)) {
      json.key(flaw_ == InstanceFlaw::renamed ? renamed(property.name)
                                              : std::string(property.name));
      make(json, property.schema, depth + 1);
    }
  }
  json.end();
}

void Maker::array(JsonWriter& json, const dom::element& schema, int depth) {
  const double least = number_in(schema, "minItems").value_or(0);
  const double most = number_in(schema, "maxItems").value_or(2);
  const double wanted = brief(depth) ? least : std::max(least, std::min(most, 2.0));
  dom::element items;
  json.array();
  for (int at = 0; at < wanted && values_ < 2 * instance_values_most; ++at) {
    if (get(schema, "items", items)) {
      make(json, items, depth + 1);
    } else {
      json.text(words[dice_.below(words.size())]);
      ++values_;
    }
  }
  json.end();
}

void Maker::text(JsonWriter& json, const dom::element& schema) {
  constexpr double longest = 64 * 1024;
  dom::element value;
  if (get(schema, "format", value)) {
    for (const Format& format : formats) {
      if (text_of(value) == format.name) {
        json.text(format.example);
        return;
      }
    }
  }
  const double least = std::min(number_in(schema, "minLength").value_or(0), longest);
  const double most = number_in(schema, "maxLength").value_or(longest);
  std::string said(words[dice_.below(words.size())]);
  while (static_cast<double>(said.size()) < least) {
    said.append(" ").append(words[dice_.below(words.size())]);
  }
  if (static_cast<double>(said.size()) > most) {
    said.resize(static_cast<std::size_t>(std::max(most, 0.0)));
  }
  values_ += static_cast<int>(said.size() / bytes_of_a_value);
  json.text(said);
}

/// Somewhere near its lower bound, or its upper one, or zero.
void Maker::number(JsonWriter& json, const dom::element& schema, bool whole) {
  constexpr double biggest = 1e15;  // whole numbers up to here are exact
  const auto above = number_in(schema, "exclusiveMinimum");
  const auto below = number_in(schema, "exclusiveMaximum");
  const double unit = number_in(schema, "multipleOf").value_or(whole ? 1 : 0.5);
  const double step = unit > 0 ? unit : 1;
  std::optional<double> least = number_in(schema, "minimum");
  std::optional<double> most = number_in(schema, "maximum");
  least = above && (!least || *above >= *least) ? *above + step / 2 : least;
  most = below && (!most || *below <= *most) ? *below - step / 2 : most;
  const double width = least && most ? std::clamp((*most - *least) / step, 0.0, 100.0) : 100;
  const auto drawn = static_cast<double>(dice_.below(static_cast<std::uint64_t>(width) + 1));
  const double from = least ? std::ceil(*least / step) : most ? std::floor(*most / step) - 100 : 0;
  double value = std::clamp((from + drawn) * step, -biggest, biggest);
  value = most && value > *most ? std::floor(*most / step) * step : value;
  if (whole) {
    json.number(static_cast<std::int64_t>(value));
  } else {
    json.number(value, 6);
  }
}

void Maker::wrong(JsonWriter& json, std::string_view type) const {
  if (type == "string") {
    json.number(7);
  } else if (type == "boolean") {
    json.text("yes");
  } else if (type == "integer" || type == "number") {
    json.text("seven");
  } else if (type == "object") {
    json.array().end();
  } else {
    json.text("none");
  }
}

}  // namespace

std::string json_instance(std::string_view schema, Rng dice, InstanceFlaw flaw) {
  dom::parser parser;
  dom::element root;
  if (parser.parse(schema.data(), schema.size()).get(root) != simdjson::SUCCESS ||
      !root.is_object()) {
    return "{}";
  }
  Maker maker(root, dice, flaw);
  std::string text;
  JsonWriter json(text);
  const bool object = maker.type_of(root) == "object";
  if (flaw == InstanceFlaw::none || object) {
    maker.make(json, root, 0);
    return text;
  }
  if (flaw == InstanceFlaw::renamed) {
    json.object().key("result");
    maker.make(json, root, 0);
    json.end();
  } else {
    maker.make(json, root, 1);
  }
  return text;
}

}  // namespace gameday::llm
