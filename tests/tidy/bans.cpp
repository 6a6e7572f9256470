#include <algorithm>
#include <cctype>

#include "tidy/rules.hpp"

namespace gameday::tidy {
namespace {

bool is_word(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

// A pattern of rules.txt: the text between its stars, and whether a word may go on at either end.
struct Pattern {
  explicit Pattern(std::string_view pattern) {
    open_front = pattern.starts_with('*');
    open_back = pattern.ends_with('*');
    pattern.remove_prefix(open_front ? 1 : 0);
    pattern.remove_suffix(open_back ? 1 : 0);
    text = pattern;
    first = text.substr(0, text.find(' '));
  }

  // Where the match that begins at `at` ends, or npos. A blank stands for any number of blanks.
  std::size_t end(std::string_view code, std::size_t at) const {
    if (!open_front && at > 0 && is_word(code[at]) && is_word(code[at - 1])) {
      return std::string_view::npos;
    }
    for (const char letter : text) {
      if (letter == ' ') {
        while (at < code.size() && (code[at] == ' ' || code[at] == '\t')) {
          ++at;
        }
      } else if (at < code.size() && code[at] == letter) {
        ++at;
      } else {
        return std::string_view::npos;
      }
    }
    const bool goes_on = at < code.size() && is_word(code[at]) && is_word(code[at - 1]);
    return goes_on && !open_back ? std::string_view::npos : at;
  }

  std::string_view text;
  std::string_view first;  // up to the first blank: found by a plain search
  bool open_front = false;
  bool open_back = false;
};

// The identifier around a match, for `word@glob`.
std::string_view word_around(std::string_view code, std::size_t at, std::size_t end) {
  while (at > 0 && is_word(code[at - 1])) {
    --at;
  }
  while (end < code.size() && is_word(code[end])) {
    ++end;
  }
  return code.substr(at, end - at);
}

bool is_allowed(const Ban& ban, std::string_view path, std::string_view word) {
  return std::any_of(ban.allowed.begin(), ban.allowed.end(), [&](std::string_view where) {
    const auto at = where.find('@');
    return at == std::string_view::npos
               ? glob(where, path)
               : where.substr(0, at) == word && glob(where.substr(at + 1), path);
  });
}

void check_ban(const Source& source, const Ban& ban, Findings& out) {
  const Pattern pattern(ban.pattern);
  const std::string_view code = source.code;
  for (auto at = code.find(pattern.first); at != std::string_view::npos;
       at = code.find(pattern.first, at + 1)) {
    const auto end = pattern.end(code, at);
    if (end == std::string_view::npos) {
      continue;
    }
    const auto word = word_around(code, at, end);
    if (!is_allowed(ban, source.path, word)) {
      out.push_back({source.path, source.line_of(at), "ban", std::string(word), ban.reason});
    }
  }
}

// An owner stands in brackets: TODO(name).
void check_owner(const Source& source, std::string_view mark, Findings& out) {
  const std::string_view comments = source.comments;
  for (auto at = comments.find(mark); at != std::string_view::npos;
       at = comments.find(mark, at + 1)) {
    const auto after = at + mark.size();
    const bool owned =
        after + 1 < comments.size() && comments[after] == '(' && is_word(comments[after + 1]);
    const bool whole = at == 0 || !is_word(comments[at - 1]);
    if (whole && !owned) {
      out.push_back({source.path, source.line_of(at), "owner", std::string(mark) + " has no owner",
                     "write " + std::string(mark) + "(name), or do it"});
    }
  }
}

}  // namespace

void check_bans(const Source& source, const Rules& rules, Findings& out) {
  for (const auto& ban : rules.bans) {
    check_ban(source, ban, out);
  }
  check_owner(source, "TODO", out);
  check_owner(source, "FIXME", out);
}

}  // namespace gameday::tidy
