#include "faults/pieces.hpp"

#include <fmt/format.h>

#include "faults/words.hpp"

namespace gameday::faults {
namespace {

using Unit = Pieces::Unit;

// In the order of Unit.
constexpr std::array<std::string_view, 7> unit_words = {"event", "delta", "finish", "usage",
                                                        "done",  "all",   "body"};
constexpr std::string_view ways =
    "event 3, event 1..4, delta 2, delta 5.., finish, usage, done, "
    "all or body";

bool is_counted(Unit unit) {
  return unit == Unit::events || unit == Unit::deltas;
}

/// `3`, `1..4`, `5..`, `..2`
bool parse_range(std::string_view text, Pieces& pieces) {
  const std::size_t dots = text.find("..");
  const std::string_view from = text.substr(0, dots);
  const auto first = parse_count(from.empty() ? "0" : from);
  if (!first || (from.empty() && text.size() <= 2)) {
    return false;
  }
  pieces.first = pieces.last = *first.value;
  if (dots == std::string_view::npos) {
    return true;
  }
  const std::string_view to = text.substr(dots + 2);
  if (to.empty()) {
    pieces.last = Pieces::open;
    return true;
  }
  const auto last = parse_count(to);
  pieces.last = last ? *last.value : 0;
  return last && pieces.last >= pieces.first;
}

}  // namespace

std::optional<Pieces> read_which(MapReader& map) {
  if (map.require("which", std::string(ways)) == nullptr) {
    return std::nullopt;
  }
  const auto text = map.text("which");
  if (!text) {
    return std::nullopt;
  }
  const std::size_t blank = text->find(' ');
  const std::string_view word = std::string_view(*text).substr(0, blank);
  const Words known(unit_words.begin(), unit_words.end());
  for (std::size_t at = 0; at < unit_words.size(); ++at) {
    if (unit_words[at] != word) {
      continue;
    }
    Pieces pieces;
    pieces.unit = static_cast<Unit>(at);
    const bool ranged = blank != std::string::npos;
    if (ranged == is_counted(pieces.unit) &&
        (!ranged || parse_range(std::string_view(*text).substr(blank + 1), pieces))) {
      return pieces;
    }
  }
  map.error("which", '"' + *text + "\" is no piece of an answer; write " + std::string(ways) +
                         (contains(known, word) ? "" : did_you_mean(word, known)));
  return std::nullopt;
}

std::string to_text(const Pieces& pieces) {
  const std::string_view word = unit_words[static_cast<std::size_t>(pieces.unit)];
  if (!is_counted(pieces.unit)) {
    return std::string(word);
  }
  if (pieces.first == pieces.last) {
    return fmt::format("{} {}", word, pieces.first);
  }
  const std::string last = pieces.last == Pieces::open ? "" : fmt::format("{}", pieces.last);
  return fmt::format("{} {}..{}", word, pieces.first, last);
}

}  // namespace gameday::faults
