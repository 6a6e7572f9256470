#include "llm/translate_messages.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include "llm/blank.hpp"
#include "llm/json_values.hpp"
#include "llm/short_numbers.hpp"
#include "llm/translate_calls.hpp"
#include "llm/translate_parts.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

using Blocks = std::vector<Block>;

constexpr std::string_view unanswered = "needs a `tool` message for each call, right behind it.";

// Not null, not an empty list: the client means it.
bool says(const dom::element& message, const char* name) {
  dom::element value;
  if (message[name].get(value) != simdjson::SUCCESS || value.is_null()) {
    return false;
  }
  dom::array list;
  return value.get(list) != simdjson::SUCCESS || list.size() > 0;
}

std::optional<Speaker> speaker_of(std::string_view role) {
  return role == "system" || role == "developer" ? std::optional(Speaker::system)
         : role == "user"                        ? std::optional(Speaker::user)
         : role == "assistant"                   ? std::optional(Speaker::assistant)
         : role == "tool"                        ? std::optional(Speaker::tool)
                                                 : std::nullopt;
}

class Reader {
 public:
  Reader(Conversation& out, Refusal& refusal) : out_(out), spot_{"", refusal} {}

  void message(const dom::element& message, std::size_t place) {
    spot_.where = fmt::format("messages[{}]", place);
    const std::string_view role = text_in(message, "role");
    const auto speaker = speaker_of(role);
    if (!speaker) {
      spot_.refuse(".role",
                   role.empty() ? "needs a text." : fmt::format("`{}` {}", role, untranslatable));
      return;
    }
    out_.names_dropped = out_.names_dropped || says(message, "name");
    refuse_what_nobody_says(message, *speaker);
    Blocks blocks = read_content(message, *speaker, spot_);
    if (*speaker == Speaker::system) {
      for (const Block& block : blocks) {
        out_.system.push_back(block.text);
      }
    } else if (*speaker == Speaker::tool) {
      say(false, result_of(message, std::move(blocks)));
    } else {
      refuse_unanswered();
      ledger_.close();
      if (*speaker == Speaker::assistant && says(message, "tool_calls")) {
        read_calls(message, blocks);
      }
      say(*speaker == Speaker::assistant, std::move(blocks));
    }
  }

  void end() {
    refuse_unanswered();
    out_.detail_dropped = spot_.detail_dropped;
  }

 private:
  void refuse_what_nobody_says(const dom::element& message, Speaker speaker) {
    for (const char* name : {"tool_calls", "function_call", "audio"}) {
      const bool fine = speaker == Speaker::assistant && name == std::string_view("tool_calls");
      if (!fine && says(message, name)) {
        spot_.refuse(fmt::format(".{}", name), untranslatable);
      }
    }
  }

  void refuse_unanswered() {
    if (ledger_.waiting()) {
      spot_.refusal.because(calls_at_, unanswered);
    }
  }

  Blocks result_of(const dom::element& message, Blocks blocks) {
    Blocks result(1);
    result.front().what = Block::What::tool_result;
    result.front().inside = std::move(blocks);
    if (auto id = ledger_.answered(text_in(message, "tool_call_id"))) {
      result.front().id = *std::move(id);
    } else {
      spot_.refuse(".tool_call_id",
                   "names no call of the assistant's message before it that has "
                   "not been answered yet.");
    }
    return result;
  }

  void read_calls(const dom::element& message, Blocks& blocks) {
    calls_at_ = spot_.where + ".tool_calls";
    dom::array calls;
    if (message["tool_calls"].get(calls) != simdjson::SUCCESS) {
      spot_.refuse(".tool_calls", "needs a list.");
      return;
    }
    std::size_t place = 0;
    for (const dom::element call : calls) {
      const std::string where = fmt::format(".tool_calls[{}]", place++);
      const std::string_view type = text_in(call, "type");
      dom::element function;
      if (!type.empty() && type != "function") {
        spot_.refuse(where,
                     "must be the call of a function for a provider that speaks Anthropic's "
                     "Messages.");
      } else if (call["function"].get(function) != simdjson::SUCCESS ||
                 text_in(function, "name").empty()) {
        spot_.refuse(where, "needs a `function` with a `name`.");
      } else {
        Block& block = blocks.emplace_back();
        block.what = Block::What::tool_use;
        block.id = ledger_.called(text_in(call, "id"));
        block.name = text_in(function, "name");
        block.text = arguments_of(function, where);
      }
    }
  }

  /// As they stand: to write them anew could change a number.
  std::string_view arguments_of(const dom::element& function, const std::string& where) {
    const std::string_view text = text_in(function, "arguments");
    if (is_blank(text)) {
      return "{}";
    }
    if (!is_object(text)) {
      spot_.refuse(where + ".function.arguments", "is not the text of a JSON object.");
    }
    return text;
  }

  bool is_object(std::string_view text) {
    dom::object object;
    auto error = parser_.parse(text.data(), text.size()).get(object);
    if (error == simdjson::NUMBER_ERROR) {  // maybe one that is only too large for a machine
      error = parser_.parse(with_short_numbers(text)).get(object);
    }
    return error == simdjson::SUCCESS;
  }

  // Hoisting a system message, or an empty one, makes neighbours of one role: one turn.
  void say(bool assistant, Blocks blocks) {
    if (blocks.empty()) {
      return;
    }
    if (out_.turns.empty() || out_.turns.back().assistant != assistant) {
      out_.turns.push_back({assistant, {}});
    }
    Blocks& all = out_.turns.back().blocks;
    all.insert(all.end(), std::make_move_iterator(blocks.begin()),
               std::make_move_iterator(blocks.end()));
  }

  Conversation& out_;
  MessageSpot spot_;
  CallLedger ledger_;
  std::string calls_at_;
  dom::parser parser_;  // of arguments
};

}  // namespace

Conversation read_conversation(const dom::element& messages, Refusal& refusal) {
  Conversation conversation;
  Reader reader(conversation, refusal);
  dom::array list;
  if (messages.get(list) == simdjson::SUCCESS) {
    std::size_t place = 0;
    for (const dom::element message : list) {
      reader.message(message, place++);
    }
  }
  reader.end();
  if (!conversation.turns.empty() && conversation.turns.back().assistant) {
    refusal.because("messages",
                    "ends with the assistant's turn, which newer Claude models do not continue.");
  }
  return conversation;
}

}  // namespace gameday::llm
