#include "scenario/schedule/cron_field.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace gameday::schedule {
namespace {

constexpr std::size_t shown_of_a_word = 20;  // of somebody's mistake, in a message

constexpr std::array<std::string_view, 12> month_names = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                          "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> weekday_names = {"SUN", "MON", "TUE", "WED",
                                                           "THU", "FRI", "SAT"};

std::string shown(std::string_view word) {
  return word.size() > shown_of_a_word ? std::string(word.substr(0, shown_of_a_word)) + "…"
                                       : std::string(word);
}

bool same_word(std::string_view left, std::string_view right) {
  const auto capital = [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char one, char other) { return capital(one) == capital(other); });
}

/// Reads one item of the list after the other; the first mistake ends it.
class Items {
 public:
  Items(const FieldKind& kind, FieldSet& set) : kind_(kind), set_(set) {}

  /// Empty, or what is wrong.
  std::string read(std::string_view item) {
    if (item.empty()) {
      return "has an empty place between its commas";
    }
    if (is_day_field() && same_word(item, "L")) {
      set_.last_day = true;
      return {};
    }
    if (const auto hash = item.find('#'); hash != item.npos) {
      return read_nth(item, item.substr(0, hash), item.substr(hash + 1));
    }
    const auto slash = item.find('/');
    unsigned step = 1;
    if (slash != item.npos) {
      const auto number = digits(item.substr(slash + 1));
      if (!number || *number == 0 || *number > kind_.most) {
        return fmt::format("the step of \"{}\" is a number from 1 to {}", shown(item), kind_.most);
      }
      step = *number;
    }
    return read_range(item.substr(0, slash), step, slash != item.npos);
  }

 private:
  bool is_day_field() const { return &kind_ == &day_field; }
  bool is_weekday_field() const { return &kind_ == &weekday_field; }

  static std::optional<unsigned> digits(std::string_view text) {
    unsigned number = 0;
    for (const char letter : text) {
      if (letter < '0' || letter > '9') {
        return std::nullopt;
      }
      number = number * 10 + static_cast<unsigned>(letter - '0');
    }
    const bool fits = !text.empty() && text.size() <= 2;
    return fits ? std::optional(number) : std::nullopt;
  }

  std::optional<unsigned> value(std::string_view word) const {
    for (std::size_t at = 0; at < kind_.names.size(); ++at) {
      if (same_word(word, kind_.names[at])) {
        return kind_.least + static_cast<unsigned>(at);
      }
    }
    const auto number = digits(word);
    return number && *number >= kind_.least && *number <= kind_.most ? number : std::nullopt;
  }

  std::string no_value(std::string_view word) const {
    std::string what = fmt::format("\"{}\" is no {}; it takes {} to {}", shown(word), kind_.name,
                                   kind_.least, kind_.most);
    if (!kind_.names.empty()) {
      what += fmt::format(" or {} to {}", kind_.names.front(), kind_.names.back());
      what += did_you_mean(word);
    }
    return what;
  }

  // Three letters are too short for edit distances: a name written out is what people try.
  std::string did_you_mean(std::string_view word) const {
    for (const std::string_view name : kind_.names) {
      if (word.size() > name.size() && same_word(word.substr(0, name.size()), name)) {
        return fmt::format("; did you mean \"{}\"?", name);
      }
    }
    return word == "?" ? "; did you mean \"*\"?" : "";
  }

  std::string read_range(std::string_view range, unsigned step, bool stepped) {
    if (range == "*") {
      add(kind_.least, is_weekday_field() ? 6 : kind_.most, step);
      return {};
    }
    const auto dash = range.find('-');
    const auto first = value(range.substr(0, dash));
    if (!first) {
      return no_value(range.substr(0, dash));
    }
    if (dash == range.npos) {
      if (stepped) {
        return fmt::format("a step needs a range; write {}-{}/{}", shown(range), kind_.most, step);
      }
      add(*first, *first, 1);
      return {};
    }
    auto last = value(range.substr(dash + 1));
    if (!last) {
      return no_value(range.substr(dash + 1));
    }
    if (is_weekday_field() && *last == 0) {
      last = 7;  // FRI-SUN
    }
    if (*last < *first) {
      return fmt::format("\"{}\" runs backwards; write two ranges with a comma", shown(range));
    }
    add(*first, *last, step);
    return {};
  }

  std::string read_nth(std::string_view item, std::string_view day, std::string_view which) {
    if (!is_weekday_field()) {
      return fmt::format("\"{}\": only weekdays are counted, as in TUE#1", shown(item));
    }
    const auto weekday = value(day);
    if (!weekday) {
      return no_value(day);
    }
    const auto nth = same_word(which, "L") ? std::optional(0U) : digits(which);
    if (!nth || *nth > 5 || (*nth == 0 && which.front() == '0')) {
      return fmt::format("\"{}\": after # stands 1 to 5, or L for the last", shown(item));
    }
    set_.nth.push_back({*weekday % 7, *nth});
    return {};
  }

  void add(unsigned first, unsigned last, unsigned step) {
    for (unsigned at = first; at <= last; at += step) {
      set_.bits |= std::uint64_t{1} << (is_weekday_field() ? at % 7 : at);
    }
  }

  const FieldKind& kind_;
  FieldSet& set_;
};

}  // namespace

const FieldKind minute_field{"minute", 0, 59, {}, "*/15"};
const FieldKind hour_field{"hour", 0, 23, {}, "9-17"};
const FieldKind day_field{"day of the month", 1, 31, {}, "1,15 or L"};
const FieldKind month_field{"month", 1, 12, month_names, "JAN-MAR"};
const FieldKind weekday_field{"weekday", 0, 7, weekday_names, "MON-THU or TUE#1"};

Parsed<FieldSet> parse_field(std::string_view text, const FieldKind& kind) {
  FieldSet set;
  set.star = text.starts_with('*');
  Items items(kind, set);
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    std::string problem = items.read(text.substr(from, comma - from));
    if (!problem.empty()) {
      return {std::nullopt, std::move(problem)};
    }
    from = comma + 1;
  }
  return {std::move(set), {}};
}

}  // namespace gameday::schedule
