#include "llm/messages_check.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

#include "llm/blank.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

class Checker {
 public:
  std::string check(const dom::object& request) {
    if (dom::array messages; request["messages"].get(messages) == simdjson::SUCCESS) {
      for (const dom::element message : messages) {
        look_at(message);
        ++place_;
      }
      end_turn();
    }
    check_tools(request);
    return std::move(mistake_);
  }

 private:
  void complain(std::string what) {
    if (mistake_.empty()) {
      mistake_ = std::move(what);
    }
  }

  void look_at(const dom::element& message) {
    const bool assistant = text_in(message, "role") == "assistant";
    dom::array blocks;
    const bool listed = message["content"].get(blocks) == simdjson::SUCCESS;
    if (assistant || !listed || blocks.size() == 0) {
      end_turn();
    }
    if (listed) {
      look_at_texts(blocks);
      look_at_calls(blocks, assistant);
    }
  }

  void look_at_texts(const dom::array& blocks) {
    bool any = false;
    bool real = false;
    for (const dom::element block : blocks) {
      if (text_in(block, "type") == "text") {
        const std::string_view text = text_in(block, "text");
        any = true;
        real = real || !is_blank(text);
        if (text.empty()) {
          complain("messages: text content blocks must be non-empty");
        }
      }
    }
    if (any && !real) {
      complain("messages: text content blocks must contain non-whitespace text");
    }
  }

  void look_at_calls(const dom::array& blocks, bool assistant) {
    std::size_t at = 0;
    bool leading = true;  // results stand before anything else
    for (const dom::element block : blocks) {
      const std::string_view type = text_in(block, "type");
      if (type == "tool_result") {
        answer(text_in(block, "tool_use_id"), at, leading && !assistant);
      } else {
        leading = false;
        if (!assistant) {
          end_turn();
        } else if (type == "tool_use") {
          call(block, at);
        }
      }
      ++at;
    }
  }

  void call(const dom::element& block, std::size_t at) {
    const std::string_view id = text_in(block, "id");
    dom::object input;
    if (id.empty() || text_in(block, "name").empty() ||
        block["input"].get(input) != simdjson::SUCCESS) {
      complain(fmt::format("messages.{}.content.{}.tool_use: Field required", place_, at));
    } else if (!ids_.insert(id).second) {
      complain(fmt::format("messages.{}.content.{}: `tool_use` ids must be unique", place_, at));
    }
    waiting_.push_back(id);
    called_at_ = place_;
  }

  void answer(std::string_view id, std::size_t at, bool in_place) {
    const auto call = std::find(waiting_.begin(), waiting_.end(), id);
    if (call == waiting_.end() || !in_place) {
      complain(fmt::format(
          "messages.{}.content.{}: unexpected `tool_use_id` found in `tool_result` blocks: {}. "
          "Each `tool_result` block must have a corresponding `tool_use` block in the previous "
          "message.",
          place_, at, id));
    } else {
      waiting_.erase(call);
    }
  }

  /// What was called before can be answered no more.
  void end_turn() {
    if (!waiting_.empty()) {
      complain(fmt::format(
          "messages.{}: `tool_use` ids were found without `tool_result` blocks immediately after: "
          "{}. Each `tool_use` block must have a corresponding `tool_result` block in the next "
          "message.",
          called_at_, waiting_.front()));
    }
    waiting_.clear();
  }

  void check_tools(const dom::object& request) {
    dom::array tools;
    const bool any = request["tools"].get(tools) == simdjson::SUCCESS && tools.size() > 0;
    dom::element choice;
    if (!any && request["tool_choice"].get(choice) == simdjson::SUCCESS && !choice.is_null()) {
      complain("tool_choice may only be specified while providing tools.");
    }
    if (any) {
      check_schemas(tools);
    }
  }

  void check_schemas(const dom::array& tools) {
    std::size_t at = 0;
    for (const dom::element tool : tools) {
      const bool custom =
          tool.is_object() && text_in(tool, "type").empty();  // not the server's own
      std::string_view type;
      if (custom &&
          (tool["input_schema"]["type"].get(type) != simdjson::SUCCESS || type != "object")) {
        complain(fmt::format("tools.{}.custom.input_schema.type: Input should be 'object'", at));
      }
      ++at;
    }
  }

  std::string mistake_;
  std::size_t place_ = 0;
  std::size_t called_at_ = 0;
  std::vector<std::string_view> waiting_;  // calls of the assistant's last turn
  std::set<std::string_view> ids_;
};

}  // namespace

std::string mistake_in_messages(const dom::object& request) {
  return Checker().check(request);
}

}  // namespace gameday::llm
