#include "llm/translate_messages.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

using Texts = std::vector<std::string_view>;

// Not null, not an empty list: the client means it.
bool says(const dom::element& message, const char* name) {
  dom::element value;
  if (message[name].get(value) != simdjson::SUCCESS || value.is_null()) {
    return false;
  }
  dom::array list;
  return value.get(list) != simdjson::SUCCESS || list.size() > 0;
}

class Reader {
 public:
  explicit Reader(Conversation& out) : out_(out) {}

  void message(const dom::element& message, std::size_t place) {
    where_ = fmt::format("messages[{}]", place);
    const std::string_view role = text_in(message, "role");
    const bool system = role == "system" || role == "developer";
    if (!system && role != "user" && role != "assistant") {
      return refuse(".role",
                    role.empty() ? "needs a text" : fmt::format("`{}` has no translation", role));
    }
    for (const char* name : {"tool_calls", "function_call", "audio"}) {
      if (says(message, name)) {
        return refuse(fmt::format(".{}", name), "has no translation");
      }
    }
    out_.names_dropped = out_.names_dropped || says(message, "name");
    Texts texts = content(message, role == "assistant");
    if (system) {
      out_.system.insert(out_.system.end(), texts.begin(), texts.end());
    } else if (!texts.empty()) {
      say(role == "assistant", texts);
    }
  }

 private:
  void refuse(std::string_view what, std::string_view why) {
    if (out_.refused.empty()) {
      out_.parameter = where_ + std::string(what);
      out_.refused = fmt::format("`{}` {} for a provider that speaks Anthropic's Messages.",
                                 out_.parameter, why);
    }
  }

  Texts content(const dom::element& message, bool assistant) {
    Texts texts;
    const auto add = [&](std::string_view text) {
      if (!text.empty()) {  // Anthropic refuses empty blocks
        texts.push_back(text);
      }
    };
    dom::element content;
    if (message["content"].get(content) != simdjson::SUCCESS || content.is_null()) {
      if (!assistant) {
        refuse(".content", "needs a text");
      }
      add(text_in(message, "refusal"));
      return texts;
    }
    std::string_view text;
    dom::array parts;
    if (content.get(text) == simdjson::SUCCESS) {
      add(text);
    } else if (content.get(parts) == simdjson::SUCCESS) {
      std::size_t place = 0;
      for (const dom::element part : parts) {
        add(part_text(part, place++));
      }
    } else {
      refuse(".content", "needs a text or a list of parts");
    }
    return texts;
  }

  std::string_view part_text(const dom::element& part, std::size_t place) {
    const std::string_view type = text_in(part, "type");
    const char* field = type == "text" ? "text" : "refusal";
    std::string_view text;
    if (type != "text" && type != "refusal") {
      refuse(fmt::format(".content[{}]", place),
             type.empty() ? "needs a type" : fmt::format("of type `{}` has no translation", type));
    } else if (part[field].get(text) != simdjson::SUCCESS) {
      refuse(fmt::format(".content[{}]", place), "needs a text");
    }
    return text;
  }

  // Hoisting a system message, or an empty one, makes neighbours of one role: one turn.
  void say(bool assistant, const Texts& texts) {
    if (out_.turns.empty() || out_.turns.back().assistant != assistant) {
      out_.turns.push_back({assistant, {}});
    }
    Texts& all = out_.turns.back().texts;
    all.insert(all.end(), texts.begin(), texts.end());
  }

  Conversation& out_;
  std::string where_;
};

}  // namespace

Conversation read_conversation(const dom::element& messages) {
  Conversation conversation;
  Reader reader(conversation);
  dom::array list;
  if (messages.get(list) == simdjson::SUCCESS) {
    std::size_t place = 0;
    for (const dom::element message : list) {
      reader.message(message, place++);
    }
  }
  if (!conversation.refused.empty()) {
    return conversation;
  }
  if (conversation.turns.empty()) {
    conversation.refused = "`messages` needs a text of the user.";
  } else if (conversation.turns.back().assistant) {
    conversation.refused =
        "`messages` ends with the assistant's turn, which newer Claude models do not continue.";
  }
  conversation.parameter = conversation.refused.empty() ? "" : "messages";
  return conversation;
}

}  // namespace gameday::llm
