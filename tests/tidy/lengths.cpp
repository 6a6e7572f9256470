#include <algorithm>

#include "tidy/rules.hpp"
#include "tidy/tokens.hpp"

namespace gameday::tidy {
namespace {

void add(const Source& source, const Limit& limit, std::size_t line, std::size_t is,
         const std::string& what, const std::string& way_out, Findings& out) {
  out.push_back(
      {source.path, line, "length",
       what + " has " + std::to_string(is) + ", the limit is " + std::to_string(limit.most),
       way_out, limit.note});
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char letter) { return (letter & 0xC0) != 0x80; }));
}

void check_line(const Source& source, const Limit& limit, Findings& out) {
  for (std::size_t number = 1; number <= source.line_starts.size(); ++number) {
    const auto length = characters(source.line(number));
    if (length > limit.most && !source.raw_lines[number - 1]) {
      add(source, limit, number, length, "characters: the line", "break it", out);
    }
  }
}

// What stands before a `{` outside functions decides: a namespace or a type is looked into, an
// initializer is skipped, anything else is a body.
enum class Brace { scope, initializer, body };

Brace kind_of(const Tokens& tokens, std::size_t begin, std::size_t open) {
  bool type = false;
  for (auto index = begin; index < open; ++index) {
    const auto& token = tokens[index];
    if (token.is("namespace") || token.is("extern")) {
      return Brace::scope;
    }
    if (token.is("=") && !tokens[index - 1].is("operator")) {
      return Brace::initializer;
    }
    if (token.is("(")) {
      return Brace::body;
    }
    type = type || token.is("class") || token.is("struct") || token.is("union") || token.is("enum");
    if (token.is("template") && tokens[index + 1].is("<")) {
      int depth = 0;  // its `class` and `=` are parameters
      for (++index; index < open; ++index) {
        depth += tokens[index].is("<") ? 1 : tokens[index].is(">") ? -1 : 0;
        if (depth == 0) {
          break;
        }
      }
    }
  }
  return type ? Brace::scope : Brace::body;
}

bool ends_access_label(const Tokens& tokens, std::size_t index) {
  return index > 0 && tokens[index].is(":") &&
         (tokens[index - 1].is("public") || tokens[index - 1].is("protected") ||
          tokens[index - 1].is("private"));
}

void check_function(const Source& source, const Limit& limit, Findings& out) {
  const auto tokens = tokens_of(source);
  std::size_t begin = 0;  // of what stands before the next brace
  for (std::size_t index = 0; index < tokens.size(); ++index) {
    const auto& token = tokens[index];
    if (token.is("{")) {
      const auto kind = kind_of(tokens, begin, index);
      const auto first = source.line_of(tokens[std::min(begin, index)].at);
      const auto last = source.line_of(tokens[token.partner].at);
      if (kind == Brace::body && last >= first && last - first + 1 > limit.most) {
        add(source, limit, first, last - first + 1, "lines: the function",
            "give its steps names of their own", out);
      }
      if (kind != Brace::scope) {
        index = std::max(index, token.partner);
      }
      begin = index + 1;
    } else if (token.is(";") || token.is("}") || ends_access_label(tokens, index)) {
      begin = index + 1;
    } else if (token.is("(")) {
      index = std::max(index, token.partner);  // default arguments may have braces
    }
  }
}

}  // namespace

void check_lengths(const Source& source, const Rules& rules, Findings& out) {
  for (const auto& limit : rules.limits) {
    if (!any_glob(limit.where, source.path)) {
      continue;
    }
    const auto lines = source.line_starts.size();
    if (limit.kind == "line") {
      check_line(source, limit, out);
    } else if (limit.kind == "function") {
      check_function(source, limit, out);
    } else if (limit.kind == "lines" && lines > limit.most) {
      add(source, limit, 1, lines, "lines: the file", "split it by idea", out);
    } else if (limit.kind == "bytes" && source.text.size() > limit.most) {
      add(source, limit, 1, source.text.size(), "bytes: the file", "split it by idea", out);
    }
  }
}

}  // namespace gameday::tidy
