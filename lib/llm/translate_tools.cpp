#include "llm/translate_tools.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/json_writer.hpp"
#include "llm/asked.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

using Names = std::vector<std::string_view>;  // tools_most at most

bool among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Of a tool in a list or in a choice; empty: it has none.
std::string_view name_of(const dom::element& tool) {
  dom::element function;
  return tool["function"].get(function) == simdjson::SUCCESS ? text_in(function, "name")
                                                             : text_in(tool, "name");
}

/// Each of them is looked for among the others.
bool fits(const dom::array& tools, std::string_view parameter, Refusal& refusal) {
  if (tools.size() > tools_most) {
    refusal.because(parameter, fmt::format("has more than {} entries.", tools_most));
  }
  return tools.size() <= tools_most;
}

struct Choice {
  enum class Kind { unset, none, automatic, any, tool };
  Kind kind = Kind::unset;
  std::string_view tool;
  std::optional<Names> allowed;
};

class ChoiceReader {
 public:
  explicit ChoiceReader(Refusal& refusal) : refusal_(refusal) {}

  Choice read(const dom::object& request) {
    Choice choice;
    dom::element value;
    if (request["tool_choice"].get(value) != simdjson::SUCCESS || value.is_null()) {
      return choice;
    }
    const std::string_view word = value.is_object() ? text_in(value, "type") : text_of(value);
    dom::element allowed;
    if (value.is_object() && word == "allowed_tools" &&
        value["allowed_tools"].get(allowed) == simdjson::SUCCESS) {
      choice.kind = kind_of(text_in(allowed, "mode"));
      choice.allowed = names_in(allowed, refusal_);
    } else if (value.is_object() && word == "function") {
      choice.kind = Choice::Kind::tool;
      choice.tool = name_of(value);
    } else {
      choice.kind = value.is_object() ? Choice::Kind::unset : kind_of(word);
    }
    if (choice.kind == Choice::Kind::unset) {
      refusal_.because("tool_choice",
                       "must be `none`, `auto`, `required`, a function or `allowed_tools` for a "
                       "provider that speaks Anthropic's Messages.");
    }
    return choice;
  }

 private:
  static Choice::Kind kind_of(std::string_view word) {
    return word == "none"       ? Choice::Kind::none
           : word == "auto"     ? Choice::Kind::automatic
           : word == "required" ? Choice::Kind::any
                                : Choice::Kind::unset;
  }

  static Names names_in(const dom::element& allowed, Refusal& refusal) {
    Names names;
    dom::array tools;
    if (allowed["tools"].get(tools) == simdjson::SUCCESS && fits(tools, "tool_choice", refusal)) {
      for (const dom::element tool : tools) {
        names.push_back(name_of(tool));
      }
    }
    return names;
  }

  Refusal& refusal_;
};

/// Anthropic wants to read that it is an object, OpenAI takes that for granted.
void write_schema(JsonWriter& json, const dom::element& function, const std::string& where,
                  Refusal& refusal) {
  json.key("input_schema");
  dom::element schema;
  if (function["parameters"].get(schema) != simdjson::SUCCESS || schema.is_null()) {
    json.raw(R"({"type":"object","properties":{}})");
    return;
  }
  dom::element type;
  const bool typed = schema.is_object() && schema["type"].get(type) == simdjson::SUCCESS;
  if (!schema.is_object() || (typed && text_of(type) != "object")) {
    refusal.because(where + ".function.parameters", "must be the JSON schema of an object.");
    json.null();
    return;
  }
  std::string text = simdjson::minify(schema);
  if (!typed) {
    text.insert(1, text == "{}" ? R"("type":"object","properties":{})" : R"("type":"object",)");
  }
  json.raw(text);
}

void write_tool(JsonWriter& json, const dom::element& tool, const std::string& where,
                Refusal& refusal) {
  dom::element function;
  const std::string_view type = text_in(tool, "type");
  if (!type.empty() && type != "function") {
    refusal.because(where, fmt::format("of type `{}` {}", type, untranslatable));
    return;
  }
  if (tool["function"].get(function) != simdjson::SUCCESS || name_of(tool).empty()) {
    refusal.because(where + ".function", "needs a `name`.");
    return;
  }
  json.object().key("name").text(name_of(tool));
  if (const std::string_view words = text_in(function, "description"); !words.empty()) {
    json.key("description").text(words);
  }
  write_schema(json, function, where, refusal);
  if (bool strict = false; function["strict"].get(strict) == simdjson::SUCCESS) {
    json.key("strict").boolean(strict);
  }
  json.end();
}

/// The names of what it writes.
Names write_list(JsonWriter& json, const dom::array& tools, const Choice& choice,
                 Refusal& refusal) {
  Names names;
  json.array();
  std::size_t place = 0;
  for (const dom::element tool : tools) {
    const std::string where = fmt::format("tools[{}]", place++);
    if (!choice.allowed || among(*choice.allowed, name_of(tool))) {
      write_tool(json, tool, where, refusal);
      names.push_back(name_of(tool));
    }
  }
  json.end();
  return names;
}

std::string choice_text(const Choice& choice, bool one_at_a_time) {
  using Kind = Choice::Kind;
  if (choice.kind == Kind::unset && !one_at_a_time) {
    return {};
  }
  std::string text;
  JsonWriter json(text);
  json.object().key("type");
  if (choice.kind == Kind::tool) {
    json.text("tool").key("name").text(choice.tool);
  } else {
    json.text(choice.kind == Kind::none ? "none" : choice.kind == Kind::any ? "any" : "auto");
  }
  if (one_at_a_time && choice.kind != Kind::none) {
    json.key("disable_parallel_tool_use").boolean(true);
  }
  json.end();
  return text;
}

}  // namespace

Tools read_tools(const dom::object& request, Refusal& refusal) {
  Tools out;
  const Choice choice = ChoiceReader(refusal).read(request);
  const bool must = choice.kind == Choice::Kind::any || choice.kind == Choice::Kind::tool;
  dom::element given;
  const bool any = request["tools"].get(given) == simdjson::SUCCESS && !given.is_null();
  Names names;
  if (dom::array tools; any && given.get(tools) != simdjson::SUCCESS) {
    refusal.because("tools", "needs a list.");
  } else if (any && fits(tools, "tools", refusal)) {
    JsonWriter json(out.list);
    names = write_list(json, tools, choice, refusal);
  }
  const auto known = [&](std::string_view name) { return among(names, name); };
  if ((choice.kind == Choice::Kind::tool && !known(choice.tool)) || (must && names.empty()) ||
      (choice.allowed && !std::all_of(choice.allowed->begin(), choice.allowed->end(), known))) {
    refusal.because("tool_choice", "names a tool that is not in `tools`.");
  }
  if (names.empty()) {
    out.list.clear();
    return out;
  }
  bool parallel = true;
  const bool said = request["parallel_tool_calls"].get(parallel) == simdjson::SUCCESS;
  out.choice = choice_text(choice, said && !parallel);
  return out;
}

}  // namespace gameday::llm
