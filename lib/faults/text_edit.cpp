#include "faults/text_edit.hpp"

#include <algorithm>
#include <array>

#include "faults/json_splice.hpp"

namespace gameday::faults {
namespace {

using Op = Edit::Op;

// Where the text stands that readers see, in the order in which it is looked for: OpenAI's chunks,
// its whole answers, Anthropic's deltas and messages, the deltas of the Responses API.
constexpr std::array contents = {"/choices/0/delta/content",
                                 "/choices/0/delta/reasoning_content",
                                 "/choices/0/delta/reasoning",
                                 "/choices/0/delta/refusal",
                                 "/choices/0/delta/tool_calls/0/function/arguments",
                                 "/choices/0/message/content",
                                 "/choices/0/text",
                                 "/delta/text",
                                 "/delta/thinking",
                                 "/delta/partial_json",
                                 "/content/0/text",
                                 "/delta"};

/// The inside of the first text that is not empty.
std::optional<JsonSpan> content_of(std::string_view json) {
  for (const char* pointer : contents) {
    const auto found = find_value(json, pointer);
    if (found && json[found->begin] == '"' && found->end - found->begin > 2) {
      return JsonSpan{found->begin + 1, found->end - 1};
    }
  }
  return std::nullopt;
}

std::size_t kept_of(const Edit& edit, std::size_t size) {
  if (!edit.part) {
    return static_cast<std::size_t>(std::min<std::uint64_t>(edit.bytes, size));
  }
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>(Wide{size} * edit.part->numerator / edit.part->denominator);
}

void cut(const Edit& edit, std::string& text) {
  text.resize(kept_of(edit, text.size()));
}

/// As many bytes as are there are written over; what is left of the new ones makes it longer.
void overwrite(const Edit& edit, std::string& text) {
  JsonSpan where{0, text.size()};
  if (edit.in_content) {
    const auto content = content_of(text);
    if (!content) {
      return;
    }
    where = *content;
  }
  if (edit.bytes >= where.end - where.begin) {
    return;
  }
  const std::size_t at = where.begin + static_cast<std::size_t>(edit.bytes);
  text.replace(at, std::min(edit.text.size(), where.end - at), edit.text);
}

bool needs_json(const Edit& edit) {
  return edit.op == Op::set || edit.op == Op::unset ||
         (edit.op == Op::overwrite && edit.in_content);
}

}  // namespace

TextChange change_text(const Edit& edit, std::string& text) {
  if (needs_json(edit) && !is_json(text)) {
    return TextChange::not_json;
  }
  const std::string before = text;
  switch (edit.op) {
    case Op::cut:
      cut(edit, text);
      break;
    case Op::replace:
      text = edit.text;
      break;
    case Op::overwrite:
      overwrite(edit, text);
      break;
    case Op::set:
      for (const auto& [pointer, value] : edit.set) {
        set_value(text, pointer, value);
      }
      break;
    case Op::unset:
      for (const std::string& pointer : edit.unset) {
        unset_value(text, pointer);
      }
      break;
    default:  // of whole pieces, not of their text
      break;
  }
  return text == before ? TextChange::none : TextChange::done;
}

}  // namespace gameday::faults
