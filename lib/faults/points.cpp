#include "faults/points.hpp"

#include <array>

#include "faults/words.hpp"

namespace gameday::faults {
namespace {

using Unit = Point::Unit;

struct Word {
  std::string_view word;
  Unit unit;
  bool after;
  bool before;
};
constexpr std::array words = {
    Word{"headers", Unit::headers, true, true}, Word{"finish", Unit::finish, true, true},
    Word{"usage", Unit::usage, false, true}, Word{"done", Unit::done, true, true}};

constexpr std::string_view ways = "5 deltas, 3 events, 512B, 50%, 5s, headers, finish or done";

Words all_words() {
  Words list;
  for (const Word& row : words) {
    list.push_back(row.word);
  }
  return list;
}

/// `5 deltas`: the number, if the rest is a plural or singular of `one`.
std::optional<Parsed<std::uint64_t>> counted(std::string_view text, std::string_view one) {
  const std::size_t blank = text.find(' ');
  std::string_view unit = blank == std::string_view::npos ? "" : text.substr(blank + 1);
  if (unit == std::string(one) + 's') {
    unit.remove_suffix(1);
  }
  return unit == one ? std::optional(parse_count(text.substr(0, blank))) : std::nullopt;
}

template <class T>
bool put(Parsed<T> parsed, T& where, Point& point, Unit unit, std::string& problem) {
  if (!parsed) {
    problem = std::move(parsed.problem);
    return false;
  }
  where = *parsed.value;
  point.unit = unit;
  return true;
}

/// The unit is told by its looks; what looks like none is a mistyped word or has no unit.
bool parse_after(std::string_view text, Point& point, std::string& problem) {
  for (const auto& [one, unit] : {std::pair("event", Unit::events), {"delta", Unit::deltas}}) {
    if (auto number = counted(text, one)) {
      return put(*std::move(number), point.count, point, unit, problem);
    }
  }
  if (text.find_first_of("%/") != std::string_view::npos) {
    return put(parse_share(text), point.part, point, Unit::percent, problem);
  }
  if (!text.empty() && text.back() == 'B') {
    Bytes bytes;
    const bool fits = put(parse_bytes(text), bytes, point, Unit::bytes, problem);
    point.count = bytes.count;
    return fits;
  }
  const bool number = !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (number && text.find_first_not_of("0123456789.") != std::string_view::npos) {
    return put(parse_duration(text), point.time, point, Unit::time, problem);
  }
  problem = number ? std::string(text) + " has no unit; write " + std::string(ways)
                   : '"' + std::string(text) + "\" is no place in an answer; write " +
                         std::string(ways) + did_you_mean(text, all_words());
  return false;
}

const Word* word_of(std::string_view text) {
  for (const Word& row : words) {
    if (row.word == text) {
      return &row;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<Point> read_after(MapReader& map, std::string_view key) {
  const auto text = map.text(key);
  if (!text) {
    return std::nullopt;
  }
  Point point;
  if (const Word* word = word_of(*text)) {
    if (!word->after) {
      map.error(key, "is a place that only `before` has; write before: usage");
      return std::nullopt;
    }
    point.unit = word->unit;
    return point;
  }
  std::string problem;
  if (!parse_after(*text, point, problem)) {
    map.error(key, std::move(problem));
    return std::nullopt;
  }
  return point;
}

std::optional<Point> read_point(MapReader& map) {
  const auto after = read_after(map, "after");
  const auto before = map.text("before");
  if (map.has("after") == map.has("before")) {
    const bool both = map.has("after");
    map.problems().error(both ? map.place_of("before") : map.place(), map.path(),
                         both ? "has two places; keep after or before"
                              : "says no place; write after: 5 deltas or before: done");
    return std::nullopt;
  }
  if (!before) {
    return after;
  }
  const Word* word = word_of(*before);
  if (word == nullptr) {
    map.error("before", '"' + *before +
                            "\" is nothing that `before` knows; write headers, finish, "
                            "usage or done" +
                            did_you_mean(*before, all_words()));
    return std::nullopt;
  }
  Point point;
  point.before = true;
  point.unit = word->unit;
  return point;
}

}  // namespace gameday::faults
