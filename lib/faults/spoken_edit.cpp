#include <fmt/format.h>

#include "faults/bytes_text.hpp"
#include "faults/spoken.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

using Op = Edit::Op;

/// `/choices and /usage`
std::string pointers_of(const Edit& edit) {
  std::vector<std::string> pointers = edit.unset;
  for (const auto& [pointer, value] : edit.set) {
    pointers.push_back(fmt::format("{} = {}", pointer, value));
  }
  return joined(pointers, " and ");
}

std::string styles_of(const Edit& edit) {
  std::vector<std::string> words;
  for (const Style style : edit.styles) {
    words.emplace_back(style_words[static_cast<std::size_t>(style)]);
  }
  return joined(words, " and ");
}

std::string moved(std::int64_t number) {
  const std::int64_t places = number < 0 ? -number : number;
  return fmt::format("moved {} event{} {}", places, places == 1 ? "" : "s",
                     number < 0 ? "earlier" : "later");
}

std::string cut_to(const Edit& edit) {
  const std::string kept =
      edit.part ? gameday::to_text(*edit.part) : gameday::to_text(Bytes{edit.bytes});
  return "cut to " + kept + (edit.glue ? " and glued to what follows" : "");
}

std::string change_of(const Edit& edit) {
  switch (edit.op) {
    case Op::drop:
      return "left out";
    case Op::dup:
      return edit.number == 1 ? "twice" : fmt::format("{} times", edit.number + 1);
    case Op::move:
      return moved(edit.number);
    case Op::cut:
      return cut_to(edit);
    case Op::set:
      return "with " + pointers_of(edit);
    case Op::unset:
      return "without " + pointers_of(edit);
    case Op::replace:
      return "replaced by other text";
    case Op::overwrite:
      return fmt::format("with the bytes {} in its {}", hex_of(edit.text),
                         edit.in_content ? "content" : "data");
    case Op::style:
      break;
  }
  return "written as " + styles_of(edit);
}

}  // namespace

std::string spoken(const Edit& edit) {
  const std::string which = edit.which.unit == Pieces::Unit::all    ? "every event"
                            : edit.which.unit == Pieces::Unit::body ? "the whole body"
                                                                    : to_text(edit.which);
  const std::string whose =
      edit.dialect ? fmt::format(" ({})", llm::to_text(*edit.dialect)) : std::string();
  return which + (edit.but_done ? " but done " : " ") + change_of(edit) + whose;
}

}  // namespace gameday::faults
