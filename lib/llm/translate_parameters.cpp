#include "llm/translate_parameters.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <simdjson.h>

#include "llm/blank.hpp"
#include "llm/parameter_rules.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t dropped_most = 32;  // named; a header field has to hold them

void read_messages(std::string_view /*name*/, const dom::element& value, Parameters& wanted) {
  wanted.conversation = read_conversation(value, wanted.refusal);
  if (wanted.conversation.names_dropped) {
    wanted.drop("messages.name");
  }
  if (wanted.conversation.detail_dropped) {
    wanted.drop("messages.detail");
  }
}

// Of the two names the newer one stands first in the table.
void read_max_tokens(std::string_view name, const dom::element& value, Parameters& wanted) {
  std::uint64_t most = 0;
  if (value.get(most) != simdjson::SUCCESS || most == 0) {
    wanted.refusal.because(name, "must be a whole number above zero.");
  } else if (!wanted.max_tokens) {
    wanted.max_tokens = most;
  }
}

void read_number(std::string_view name, const dom::element& value, Parameters& wanted) {
  double number = 0;
  if (value.get(number) != simdjson::SUCCESS) {
    wanted.refusal.because(name, "must be a number.");
    return;
  }
  // OpenAI's temperature goes to 2, Anthropic's ends at 1.
  (name == "temperature" ? wanted.temperature : wanted.top_p) = std::clamp(number, 0.0, 1.0);
}

void add_stop(std::string_view name, const dom::element& value, Parameters& wanted) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) {
    wanted.refusal.because(name, "must be a text or a list of texts.");
  } else if (is_blank(text)) {
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
    wanted.refusal.because(name, "must be a text.");
  } else if (wanted.user.empty()) {
    wanted.user = text;
  }
}

void read_stream(std::string_view name, const dom::element& value, Parameters& wanted) {
  if (value.get(wanted.stream) != simdjson::SUCCESS) {
    wanted.refusal.because(name, "must be true or false.");
  }
}

void read_n(std::string_view name, const dom::element& value, Parameters& wanted) {
  if (std::uint64_t count = 0; value.get(count) != simdjson::SUCCESS || count != 1) {
    wanted.refusal.because(name, "can only be 1 for a provider that speaks Anthropic's Messages.");
  }
}

void read_functions(std::string_view name, const dom::element& value, Parameters& wanted) {
  if (dom::array list; value.get(list) != simdjson::SUCCESS || list.size() > 0) {
    wanted.refusal.because(name, untranslatable);
  }
}

void read_format(std::string_view /*name*/, const dom::element& value, Parameters& wanted) {
  read_response_format(value, wanted.output, wanted.refusal);
}

void read_reasoning(std::string_view name, const dom::element& value, Parameters& wanted) {
  if (!read_effort(value, wanted.output, wanted.refusal)) {
    wanted.drop(name);
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
    wanted.refusal.because(name,
                           "can only be `text` for a provider that speaks Anthropic's Messages.");
  }
}

void refuse_all(std::string_view name, const dom::element& /*value*/, Parameters& wanted) {
  wanted.refusal.because(name, untranslatable);
}

// The model is ours to choose; stream_options are for who writes the stream: StreamTranslator. What
// is said about tools is read together.
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
    Rule{"tools", pass_over},
    Rule{"tool_choice", pass_over},
    Rule{"parallel_tool_calls", pass_over},
    Rule{"functions", read_functions},
    Rule{"response_format", read_format},
    Rule{"reasoning_effort", read_reasoning},
    Rule{"modalities", read_modalities},
    Rule{"audio", refuse_all},
};

void drop_sampling(Parameters& wanted) {
  const bool newer = wanted.version == AnthropicVersion::v2026_10_21;  // 400, even at defaults
  if (newer && wanted.temperature) {
    wanted.temperature.reset();
    wanted.drop("temperature");
  }
  if (wanted.top_p && (newer || wanted.temperature)) {  // many models refuse both together
    wanted.top_p.reset();
    wanted.drop("top_p");
  }
}

void drop_others(const dom::object& request, Parameters& wanted) {
  for (const auto [key, value] : request) {
    const bool known =
        std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) { return key == rule.name; });
    if (!known && !value.is_null()) {
      wanted.drop(is_parameter_name(key) ? key : "unnamed");  // it ends in a header field
    }
  }
  drop_sampling(wanted);
  auto& dropped = wanted.dropped;
  std::sort(dropped.begin(), dropped.end());
  dropped.erase(std::unique(dropped.begin(), dropped.end()), dropped.end());
}

}  // namespace

void Parameters::drop(std::string_view parameter) {
  if (dropped.size() < dropped_most) {
    dropped.emplace_back(parameter);
  }
}

Parameters read_parameters(const dom::object& request, AnthropicVersion version) {
  Parameters wanted;
  wanted.version = version;
  for (const Rule& rule : rules) {
    dom::element value;
    if (request[rule.name].get(value) == simdjson::SUCCESS && !value.is_null()) {
      rule.read(rule.name, value, wanted);
    }
  }
  wanted.tools = read_tools(request, wanted.refusal);
  drop_others(request, wanted);
  if (wanted.conversation.turns.empty()) {
    wanted.refusal.because("messages", "needs a text of the user.");
  }
  return wanted;
}

}  // namespace gameday::llm
