#include "faults/parameter_type.hpp"

#include <algorithm>

#include "base/units.hpp"
#include "llm/error_words.hpp"

namespace gameday::faults {
namespace {

constexpr std::string_view between = " / ";
constexpr std::string_view nothing = "–";

std::vector<std::string_view> parts_of(std::string_view values, std::string_view by) {
  std::vector<std::string_view> parts;
  while (!values.empty()) {
    const std::size_t end = values.find(by);
    parts.push_back(values.substr(0, end));
    values.remove_prefix(end == std::string_view::npos ? values.size() : end + by.size());
  }
  return parts;
}

std::string_view type_by_looks(std::string_view value) {
  const bool counted = value.ends_with(" deltas") || value.ends_with(" delta");
  return value == "true" || value == "false" ? "boolean"
         : counted                           ? "place"
         : value.starts_with('[')            ? "list"
         : parse_count(value)                ? "integer"
         : parse_duration(value)             ? "duration"
         : parse_bytes(value)                ? "size"
         : parse_share(value)                ? "share"
                                             : "text";
}

/// Whether it is a value of that type, and no word beside it.
bool is_value(std::string_view value, std::string_view type) {
  return type == "integer"    ? bool(parse_count(value))
         : type == "duration" ? bool(parse_duration(value))
         : type == "size"     ? bool(parse_bytes(value))
         : type == "rate"     ? bool(parse_rate(value))
                              : true;
}

std::string unquoted(std::string_view text) {
  const bool quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
  return std::string(quoted ? text.substr(1, text.size() - 2) : text);
}

void write_value(JsonWriter& json, std::string_view value, std::string_view type) {
  if (type == "integer" && parse_count(value)) {
    json.number(*parse_count(value).value);
  } else if (type == "boolean") {
    json.boolean(value == "true");
  } else {
    json.text(unquoted(value));
  }
}

void write_default(JsonWriter& json, const Parameter& parameter, std::string_view type) {
  const auto choices = choices_of(parameter);
  const std::string_view first = parts_of(parameter.values, between).front();
  const bool word = std::find(choices.begin(), choices.end(), first) != choices.end();
  const bool none = first == nothing || (first == "none" && !word);
  json.key("default");
  if (type == "list") {
    json.array();
    for (const std::string_view item : parts_of(first.substr(1, first.size() - 2), ", ")) {
      json.text(unquoted(item));
    }
    json.end();
  } else if (none || (!word && !is_value(first, type))) {
    json.null();  // or it depends on others
  } else {
    write_value(json, first, type);
  }
}

}  // namespace

std::string_view type_of(const Parameter& parameter) {
  if (parameter.type == "error") {
    return "choice";
  }
  if (!parameter.type.empty()) {
    return parameter.type;
  }
  const auto parts = parts_of(parameter.values, between);
  const bool numbers = std::all_of(parts.begin(), parts.end(),
                                   [](std::string_view part) { return bool(parse_count(part)); });
  return parts.size() > 1 && !numbers ? "choice" : type_by_looks(parts.front());
}

std::vector<std::string> choices_of(const Parameter& parameter) {
  const std::string_view type = type_of(parameter);
  std::vector<std::string> choices;
  if (parameter.type == "error") {
    for (const std::string_view name : llm::error_names()) {
      choices.emplace_back(name);
    }
    return choices;
  }
  if (type == "list" || type == "text") {
    return choices;
  }
  const auto parts = parts_of(parameter.values, between);
  for (const std::string_view part : parts) {
    const bool spoken = part.find(' ') != std::string_view::npos;  // `a number`: no word of a file
    const bool number_of_several = type == "integer" && parts.size() > 1 && is_value(part, type);
    const bool word = type == "choice" || !is_value(part, type);
    if (part != nothing && !spoken && (word || number_of_several)) {
      choices.emplace_back(part);
    }
  }
  const bool none_is_none = type != "choice";
  if (none_is_none) {
    std::erase(choices, "none");
  }
  return choices;
}

void write_parameter(JsonWriter& json, const Parameter& parameter) {
  const std::string_view type = type_of(parameter);
  json.object().key("name").text(parameter.name).key("type").text(type);
  write_default(json, parameter, type);
  const auto choices = choices_of(parameter);
  if (!choices.empty()) {
    json.key("choices").array();
    for (const std::string& choice : choices) {
      write_value(json, choice, type);
    }
    json.end();
  }
  for (const auto& [key, bound] :
       {std::pair("minimum", parameter.least), {"maximum", parameter.most}}) {
    if (!bound.empty()) {
      json.key(key);
      write_value(json, bound, type);
    }
  }
  json.end();
}

}  // namespace gameday::faults
