#include "llm/parameter_rules.hpp"

#include <algorithm>

#include <simdjson.h>

namespace gameday::llm {
namespace {

constexpr std::string_view older = "max_tokens";

/// One field of the body's object, by its place in the body.
struct Field {
  std::size_t begin = 0;        // its opening quote
  std::size_t key_end = 0;      // behind its closing quote
  std::size_t end = 0;          // of its value
  std::string name;             // as it is meant: `mod\u0065l` is the model, too
  std::string_view name_to_be;  // empty: as it is
  bool null = false;
  bool kept = true;
};

std::string_view without_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

/// Nothing: it is no object.
std::vector<Field> fields_of(const simdjson::padded_string& body) {
  namespace ondemand = simdjson::ondemand;
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object object;
  std::vector<Field> fields;
  if (parser.iterate(body).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS) {
    return fields;
  }
  for (auto entry : object) {
    ondemand::field one;
    std::string_view name;
    std::string_view json;
    if (std::move(entry).get(one) != simdjson::SUCCESS) {
      return {};
    }
    const char* const key = one.key().raw();  // behind the quote
    ondemand::value value = one.value();
    if (one.unescaped_key().get(name) != simdjson::SUCCESS ||
        simdjson::to_json_string(value).get(json) != simdjson::SUCCESS) {
      return {};
    }
    json = without_blanks(json);
    Field field;
    field.begin = static_cast<std::size_t>(key - body.data()) - 1;
    field.end = static_cast<std::size_t>(json.data() - body.data()) + json.size();
    const std::string_view head(key, static_cast<std::size_t>(json.data() - key));
    field.key_end = field.begin + 1 + head.rfind('"') + 1;
    field.name = name;
    field.null = json == "null";
    fields.push_back(std::move(field));
  }
  return fields;
}

class Fitter {
 public:
  Fitter(const ParameterRules& rules, std::vector<Field>& fields)
      : rules_(rules), fields_(fields) {}

  Fitted fit() {
    Fitted out;
    for (Field& field : fields_) {
      const auto rule = rules_.find(field.name);
      if (rule == rules_.end() || rule->second == ParameterRule::pass) {
        continue;
      }
      if (rule->second == ParameterRule::convert) {
        convert(field);
        continue;
      }
      field.kept = false;
      if (field.null) {
        continue;
      }
      if (rule->second == ParameterRule::refuse) {
        out.refused = out.refused.empty() ? field.name : out.refused;
      } else if (std::find(out.dropped.begin(), out.dropped.end(), field.name) ==
                 out.dropped.end()) {
        out.dropped.push_back(field.name);
      }
    }
    return out;
  }

 private:
  /// Of both names the newer one counts, under whichever name it goes out.
  void convert(Field& field) {
    const std::string_view to = converted_name(field.name);
    const bool is_newer = field.name != older;
    const bool both = std::any_of(fields_.begin(), fields_.end(),
                                  [&](const Field& one) { return one.name == to && !one.null; });
    if (field.null || (both && !is_newer)) {
      field.kept = false;
      return;
    }
    field.name_to_be = to;
    for (Field& other : fields_) {
      other.kept = other.kept && other.name != to;
    }
  }

  const ParameterRules& rules_;
  std::vector<Field>& fields_;
};

std::string joined(std::string_view body, const std::vector<Field>& fields) {
  std::string out(body.substr(0, fields.front().begin));
  bool first = true;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    const Field& field = fields[at];
    if (!field.kept) {
      continue;
    }
    if (!first) {  // the comma that stood before it
      out += body.substr(fields[at - 1].end, field.begin - fields[at - 1].end);
    }
    first = false;
    if (field.name_to_be.empty()) {
      out += body.substr(field.begin, field.end - field.begin);
    } else {
      out.append("\"").append(field.name_to_be).append("\"");
      out += body.substr(field.key_end, field.end - field.key_end);
    }
  }
  return out += body.substr(fields.back().end);
}

}  // namespace

Fitted fitted(std::string_view body, const ParameterRules& rules) {
  if (rules.empty()) {
    return {};
  }
  const simdjson::padded_string padded(body);
  std::vector<Field> fields = fields_of(padded);
  Fitted out = Fitter(rules, fields).fit();
  const bool touched = std::any_of(fields.begin(), fields.end(), [](const Field& field) {
    return !field.kept || !field.name_to_be.empty();
  });
  if (touched && out.refused.empty()) {
    out.body = joined(body, fields);
  }
  return out;
}

}  // namespace gameday::llm
