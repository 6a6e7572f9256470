#include "llm/translate_parameters.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <simdjson.h>

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t name_most = 64;     // of a dropped parameter
constexpr std::size_t dropped_most = 32;  // named; a header field has to hold them

constexpr std::string_view untranslatable =
    "has no translation for a provider that speaks Anthropic's Messages.";

void read_messages(std::string_view /*name*/, const dom::element& value, Parameters& wanted) {
  wanted.conversation = read_conversation(value);
  if (wanted.conversation.names_dropped) {
    wanted.drop("messages.name");
  }
}

// Of the two names the newer one stands first in the table.
void read_max_tokens(std::string_view name, const dom::element& value, Parameters& wanted) {
  std::uint64_t most = 0;
  if (value.get(most) != simdjson::SUCCESS || most == 0) {
    wanted.refuse(name, "must be a whole number above zero.");
  } else if (!wanted.max_tokens) {
    wanted.max_tokens = most;
  }
}

void read_number(std::string_view name, const dom::element& value, Parameters& wanted) {
  double number = 0;
  if (value.get(number) != simdjson::SUCCESS) {
    wanted.refuse(name, "must be a number.");
    return;
  }
  // OpenAI's temperature goes to 2, Anthropic's ends at 1.
  (name == "temperature" ? wanted.temperature : wanted.top_p) = std::clamp(number, 0.0, 1.0);
}

void add_stop(std::string_view name, const dom::element& value, Parameters& wanted) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) {
    wanted.refuse(name, "must be a text or a list of texts.");
  } else if (text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos) {
    wanted.drop(name);  // Anthropic refuses a stop sequence of nothing but blanks
  } else {
    wanted.stop.push_back(text);
  }
}

void read_stop(std::string_view name, const dom::element& value, Parameters& wanted) {
  dom::array list;
  if (value.get(list) != simdjson::SUCCESS) {
    add_stop(name, value, wanted);
    return;
  }
  for (const dom::element text : list) {
    add_stop(name, text, wanted);
  }
}

void read_user(std::string_view name, const dom::element& value, Parameters& wanted) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) {
    wanted.refuse(name, "must be a text.");
  } else if (wanted.user.empty()) {
    wanted.user = text;
  }
}

void read_stream(std::string_view name, const dom::element& value, Parameters& wanted) {
  if (value.get(wanted.stream) != simdjson::SUCCESS) {
    wanted.refuse(name, "must be true or false.");
  }
}

void read_n(std::string_view name, const dom::element& value, Parameters& wanted) {
  if (std::uint64_t count = 0; value.get(count) != simdjson::SUCCESS || count != 1) {
    wanted.refuse(name, "can only be 1 for a provider that speaks Anthropic's Messages.");
  }
}

void read_list(std::string_view name, const dom::element& value, Parameters& wanted) {
  if (dom::array list; value.get(list) != simdjson::SUCCESS || list.size() > 0) {
    wanted.refuse(name, untranslatable);
  }
}

void read_format(std::string_view name, const dom::element& value, Parameters& wanted) {
  std::string_view type;
  if (value["type"].get(type) != simdjson::SUCCESS || type != "text") {
    wanted.refuse(name, "can only be `text` for a provider that speaks Anthropic's Messages.");
  }
}

void read_modalities(std::string_view name, const dom::element& value, Parameters& wanted) {
  dom::array list;
  const bool is_list = value.get(list) == simdjson::SUCCESS;
  const bool text_only = is_list && std::all_of(list.begin(), list.end(), [](dom::element item) {
                           std::string_view word;
                           return item.get(word) == simdjson::SUCCESS && word == "text";
                         });
  if (!text_only) {
    wanted.refuse(name, "can only be `text` for a provider that speaks Anthropic's Messages.");
  }
}

void refuse_all(std::string_view name, const dom::element& /*value*/, Parameters& wanted) {
  wanted.refuse(name, untranslatable);
}

// The model is ours to choose; stream_options are for who writes the stream: StreamTranslator.
void pass_over(std::string_view /*name*/, const dom::element& /*value*/, Parameters& /*wanted*/) {}

struct Rule {
  const char* name;
  void (*read)(std::string_view name, const dom::element& value, Parameters& wanted);
};

// All others are dropped and named. Null is as good as absent.
constexpr std::array rules = {
    Rule{"model", pass_over},
    Rule{"messages", read_messages},
    Rule{"max_completion_tokens", read_max_tokens},
    Rule{"max_tokens", read_max_tokens},
    Rule{"stop", read_stop},
    Rule{"temperature", read_number},
    Rule{"top_p", read_number},
    Rule{"safety_identifier", read_user},
    Rule{"user", read_user},
    Rule{"stream", read_stream},
    Rule{"stream_options", pass_over},
    Rule{"n", read_n},
    Rule{"tools", read_list},
    Rule{"functions", read_list},
    Rule{"response_format", read_format},
    Rule{"modalities", read_modalities},
    Rule{"audio", refuse_all},
};

// Names come from the client and end in a header field.
bool nameable(std::string_view name) {
  return !name.empty() && name.size() <= name_most &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '-' || c == '.';
         });
}

void drop_others(const dom::object& request, Parameters& wanted) {
  for (const auto [key, value] : request) {
    const bool known =
        std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) { return key == rule.name; });
    if (!known && !value.is_null()) {
      wanted.drop(nameable(key) ? key : "unnamed");
    }
  }
  if (wanted.temperature && wanted.top_p) {  // many models refuse both together
    wanted.top_p.reset();
    wanted.drop("top_p");
  }
  auto& dropped = wanted.out.dropped;
  std::sort(dropped.begin(), dropped.end());
  dropped.erase(std::unique(dropped.begin(), dropped.end()), dropped.end());
}

}  // namespace

void Parameters::refuse(std::string_view parameter, std::string_view why) {
  if (out.refused.empty()) {
    out.parameter = parameter;
    out.refused = fmt::format("`{}` {}", parameter, why);
  }
}

void Parameters::drop(std::string_view parameter) {
  if (out.dropped.size() < dropped_most) {
    out.dropped.emplace_back(parameter);
  }
}

Parameters read_parameters(const dom::object& request) {
  Parameters wanted;
  for (const Rule& rule : rules) {
    dom::element value;
    if (request[rule.name].get(value) == simdjson::SUCCESS && !value.is_null()) {
      rule.read(rule.name, value, wanted);
    }
  }
  drop_others(request, wanted);
  if (wanted.out.refused.empty() && !wanted.conversation.refused.empty()) {
    wanted.out.refused = wanted.conversation.refused;
    wanted.out.parameter = wanted.conversation.parameter;
  } else if (wanted.conversation.turns.empty()) {
    wanted.refuse("messages", "needs a text of the user.");
  }
  return wanted;
}

}  // namespace gameday::llm
