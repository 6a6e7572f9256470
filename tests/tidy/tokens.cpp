#include "tidy/tokens.hpp"

#include <array>
#include <cctype>

namespace gameday::tidy {
namespace {

bool is_word_letter(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

// The end of a preprocessor line, with the lines it goes on over.
std::size_t end_of_directive(std::string_view code, std::size_t at) {
  while (at < code.size() && code[at] != '\n') {
    at += code[at] == '\\' ? 2 : 1;
  }
  return at;
}

std::size_t length_at(std::string_view code, std::size_t at) {
  if (is_word_letter(code[at])) {
    auto end = at;
    while (end < code.size() && is_word_letter(code[end])) {
      ++end;
    }
    return end - at;
  }
  const auto two = code.substr(at, 2);
  return two == "->" || two == "::" || two == "&&" || two == "||" || two == "==" ? 2 : 1;
}

void match_brackets(Tokens& tokens) {
  std::vector<std::size_t> open;
  for (std::size_t index = 0; index < tokens.size(); ++index) {
    tokens[index].partner = index;
    if (is_opening(tokens[index])) {
      open.push_back(index);
    } else if (is_closing(tokens[index]) && !open.empty()) {
      tokens[index].partner = open.back();
      tokens[open.back()].partner = index;
      open.pop_back();
    }
  }
}

// `-> awaitable<void> {`: a body behind a trailing return type.
bool ends_trailing_return(const Tokens& tokens, std::size_t last) {
  for (std::size_t steps = 0; steps < 40; ++steps, --last) {
    const auto& token = tokens[last];
    if (token.is("->")) {
      return true;
    }
    const bool part_of_type = token.is_word() || token.is("::") || token.is("<") || token.is(">") ||
                              token.is(",") || token.is("&") || token.is("*");
    if (!part_of_type || last == 0) {
      return false;
    }
  }
  return false;
}

}  // namespace

bool Token::is_word() const {
  return is_word_letter(text.front());
}

bool is_opening(const Token& token) {
  return token.is("(") || token.is("[") || token.is("{");
}
bool is_closing(const Token& token) {
  return token.is(")") || token.is("]") || token.is("}");
}

Tokens tokens_of(const Source& source) {
  const std::string_view code = source.code;
  Tokens tokens;
  bool line_begins = true;
  for (std::size_t at = 0; at < code.size();) {
    if (code[at] == '\n') {
      line_begins = true;
      ++at;
    } else if (std::isspace(static_cast<unsigned char>(code[at])) != 0) {
      ++at;
    } else if (code[at] == '#' && line_begins) {
      at = end_of_directive(code, at);
    } else {
      line_begins = false;
      const auto length = length_at(code, at);
      tokens.push_back({code.substr(at, length), at, 0});
      at += length;
    }
  }
  match_brackets(tokens);
  return tokens;
}

bool opens_block(const Tokens& tokens, std::size_t index) {
  if (index == 0) {
    return true;
  }
  constexpr std::array<std::string_view, 14> before_block = {
      ")",        "]",     "else",    "do", "try", "const", "noexcept",
      "override", "final", "mutable", "{",  "}",   ";",     ":"};
  for (const auto word : before_block) {
    if (tokens[index - 1].is(word)) {
      return true;
    }
  }
  return ends_trailing_return(tokens, index - 1);
}

}  // namespace gameday::tidy
