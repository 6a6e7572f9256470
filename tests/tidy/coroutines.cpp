#include <algorithm>
#include <initializer_list>
#include <utility>

#include "tidy/rules.hpp"
#include "tidy/tokens.hpp"

namespace gameday::tidy {
namespace {

bool is_one_of(const Token& token, std::initializer_list<std::string_view> words) {
  for (const auto word : words) {
    if (token.is(word)) {
      return true;
    }
  }
  return false;
}

// A name that can stand before `{`, `[` or `(` as an operand: not a keyword that takes one.
bool is_operand(const Token& token) {
  return token.is_word() && !is_one_of(token, {"return", "co_return", "co_await", "co_yield", "new",
                                               "throw", "case", "else", "in"});
}

// Whether the statement goes on behind this `}`: it closed an initializer or a lambda.
bool goes_on(const Token& next) {
  return !next.is_word() && !is_one_of(next, {"{", "}", "*", "&", "(", "[", "::", "~"});
}

// First token of the statement that `index` is in.
std::size_t statement_begin(const Tokens& tokens, std::size_t index) {
  while (index > 0) {
    const auto& before = tokens[index - 1];
    if (before.is(";") || (before.is("{") && opens_block(tokens, index - 1)) ||
        (before.is("}") && !goes_on(tokens[index]))) {
      return index;
    }
    index = is_closing(before) ? before.partner : index - 1;
  }
  return 0;
}

// The `;` that ends the statement, or the bracket that closes around it.
std::size_t statement_end(const Tokens& tokens, std::size_t index) {
  for (; index < tokens.size(); ++index) {
    if (tokens[index].is(";") || is_closing(tokens[index])) {
      return index;
    }
    if (is_opening(tokens[index])) {
      index = std::max(index, tokens[index].partner);
    }
  }
  return tokens.size();
}

// `[` begins a lambda unless it follows an operand (an index), or `auto` (a structured binding), or
// is an attribute.
bool opens_lambda(const Tokens& tokens, std::size_t index) {
  if (index == 0 || index + 1 >= tokens.size() || tokens[index + 1].is("[")) {
    return false;
  }
  auto before = index - 1;
  while (before > 0 && is_one_of(tokens[before], {"&", "&&"})) {
    --before;
  }
  const bool binding = tokens[before].is("auto");
  return !binding && !is_operand(tokens[index - 1]) &&
         !is_one_of(tokens[index - 1], {")", "]", "[", "\""});
}

// Everything in the capture list is a reference or `this`.
bool captures_by_reference(const Tokens& tokens, std::size_t open) {
  bool begins = true;
  for (auto index = open + 1; index < tokens[open].partner; ++index) {
    if (begins && !is_one_of(tokens[index], {"&", "this"})) {
      return false;
    }
    if (is_opening(tokens[index])) {
      index = std::max(index, tokens[index].partner);
    }
    begins = tokens[index].is(",");
  }
  return true;
}

// `Type name{...}` declares; `Type{...}`, `f({...})` and `return {...}` make a temporary.
bool declares(const Tokens& tokens, std::size_t open) {
  if (open < 2 || !is_operand(tokens[open - 1])) {
    return false;
  }
  const auto& type = tokens[open - 2];
  return is_operand(type) || is_one_of(type, {">", "&", "*"});
}

bool is_number(const Token& token) {
  return (token.text.front() >= '0' && token.text.front() <= '9') || token.is("nullptr") ||
         token.is("true") || token.is("false");
}

class Statement {
 public:
  Statement(const Source& source, const Tokens& tokens, const Rules& rules, Findings& out)
      : source_(source), tokens_(tokens), rules_(rules), out_(out) {}

  void check(std::size_t begin, std::size_t end) {
    for (auto index = begin; index < end; ++index) {
      const auto& token = tokens_[index];
      if (token.is("?") && !chooses_number(index, end)) {
        found(index, "C1", "?: in a statement that awaits", "choose into a named local first");
      } else if (token.is("[") && opens_lambda(tokens_, index)) {
        if (!captures_by_reference(tokens_, index)) {
          found(index, "C1", "a lambda that captures by copy in a statement that awaits",
                "name the lambda first, then std::move it");
        }
        index = std::max(index, token.partner);
      } else if (token.is("{")) {
        if (opens_block(tokens_, index)) {
          index = std::max(index, token.partner);  // a body has statements of its own
        } else if (!declares(tokens_, index) && !is_trivial(index)) {
          found(index, "C1", "a braced temporary in a statement that awaits",
                "make a named local first, then std::move it: g++ 12 frees it twice");
        }
      }
    }
  }

 private:
  // `n == 0 ? 500 : n` makes no object that could be freed twice.
  bool chooses_number(std::size_t question, std::size_t end) const {
    const auto colon = std::find_if(tokens_.begin() + static_cast<std::ptrdiff_t>(question),
                                    tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                                    [](const Token& token) { return token.is(":"); });
    const auto other = static_cast<std::size_t>(colon - tokens_.begin()) + 1;
    return is_number(tokens_[question + 1]) || (other < end && is_number(tokens_[other]));
  }

  bool is_trivial(std::size_t open) const {
    const auto& names = rules_.trivial;
    return open > 0 && std::find(names.begin(), names.end(), tokens_[open - 1].text) != names.end();
  }

  void found(std::size_t index, std::string rule, std::string what, std::string way_out) {
    out_.push_back({source_.path, source_.line_of(tokens_[index].at), std::move(rule),
                    std::move(what), std::move(way_out)});
  }

  const Source& source_;
  const Tokens& tokens_;
  const Rules& rules_;
  Findings& out_;
};

// Whether `(` at `index` belongs to if, while, for or switch.
bool opens_condition(const Tokens& tokens, std::size_t index) {
  if (index == 0 || !tokens[index].is("(")) {
    return false;
  }
  const auto& word = tokens[index - 1];
  return is_one_of(word, {"if", "while", "for", "switch"}) ||
         (word.is("constexpr") && index > 1 && tokens[index - 2].is("if"));
}

}  // namespace

void check_coroutines(const Source& source, const Rules& rules, Findings& out) {
  if (source.code.find("co_") == std::string::npos) {
    return;
  }
  const auto tokens = tokens_of(source);
  Statement statement(source, tokens, rules, out);
  std::vector<std::size_t> open;
  std::size_t checked = tokens.size();  // a statement with two co_awaits is looked at once
  for (std::size_t index = 0; index < tokens.size(); ++index) {
    if (is_opening(tokens[index])) {
      open.push_back(index);
    } else if (is_closing(tokens[index]) && !open.empty()) {
      open.pop_back();
    } else if (tokens[index].is("co_return") && index + 1 < tokens.size() &&
               tokens[index + 1].is("{")) {
      out.push_back({source.path, source.line_of(tokens[index].at), "C12",
                     "co_return of a braced list", "name the type in a local, then return that"});
    }
    if (!tokens[index].is("co_await")) {
      continue;
    }
    for (auto around = open.rbegin(); around != open.rend(); ++around) {
      if (opens_condition(tokens, *around)) {
        out.push_back({source.path, source.line_of(tokens[index].at), "C14",
                       "co_await inside a condition",
                       "const auto result = co_await ...; then test it: g++ 12 builds a wrong "
                       "frame"});
      }
      if (tokens[*around].is("{") && opens_block(tokens, *around)) {
        break;
      }
    }
    const auto begin = statement_begin(tokens, index);
    if (begin != checked) {
      checked = begin;
      statement.check(begin, statement_end(tokens, begin));
    }
  }
}

}  // namespace gameday::tidy
