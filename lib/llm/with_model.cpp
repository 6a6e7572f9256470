// Another model in a request that a parser has already found to be JSON: its places are found by
// passing over strings, which is most of a prompt, and no parser reads it again.

#include <array>
#include <utility>

#include "base/json_writer.hpp"
#include "http/message.hpp"
#include "llm/chat.hpp"

namespace gameday::llm {
namespace {

constexpr std::size_t none = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Behind the string whose opening quote stands at `at`.
std::size_t behind_string(std::string_view json, std::size_t at) {
  while (true) {
    const std::size_t quote = json.find('"', at + 1);
    if (quote == none) {
      return json.size();
    }
    const std::size_t plain = json.find_last_not_of('\\', quote - 1);  // the opening one, at least
    if ((quote - plain) % 2 == 1) {
      return quote + 1;
    }
    at = quote;
  }
}

/// `mod\u0065l` does, too.
bool means_model(std::string_view key) {
  constexpr std::array<std::pair<char, std::string_view>, 5> letters = {{{'m', R"(\u006d)"},
                                                                         {'o', R"(\u006f)"},
                                                                         {'d', R"(\u0064)"},
                                                                         {'e', R"(\u0065)"},
                                                                         {'l', R"(\u006c)"}}};
  for (const auto& [letter, escaped] : letters) {
    const bool plain = key.starts_with(letter);
    if (!plain && !http::same_name(key.substr(0, escaped.size()), escaped)) {
      return false;
    }
    key.remove_prefix(plain ? 1 : escaped.size());
  }
  return key.empty();
}

/// Moves `at` to the next key of the root object; false at its end. `depth` is 1 in the root.
bool next_key(std::string_view json, std::size_t& at, int& depth) {
  while ((at = json.find_first_of("\"{}[]", at)) != none) {
    const char sign = json[at];
    if (sign != '"') {
      depth += sign == '{' || sign == '[' ? 1 : -1;
      ++at;
      continue;
    }
    const std::size_t behind = behind_string(json, at);
    const std::size_t next = json.find_first_not_of(blanks, behind);
    if (depth == 1 && next != none && json[next] == ':') {
      return true;
    }
    at = behind;
  }
  return false;
}

}  // namespace

std::optional<std::string> with_model(std::string_view body, std::string_view model) {
  const bool marked = body.starts_with(byte_order_mark);  // newer parsers pass over one
  const std::size_t first = body.find_first_not_of(blanks, marked ? byte_order_mark.size() : 0);
  if (first == none || body[first] != '{') {
    return std::nullopt;
  }
  std::string out;
  std::size_t copied = 0;
  int depth = 0;
  for (std::size_t at = first; next_key(body, at, depth);) {
    const std::size_t key_end = behind_string(body, at);
    const std::string_view key = body.substr(at + 1, key_end - at - 2);
    at = body.find_first_not_of(blanks, body.find(':', key_end) + 1);
    if (at == none) {
      break;
    }
    if (body[at] == '"' && means_model(key)) {
      out.reserve(body.size() + model.size() + 2);
      out.append(body, copied, at - copied).append("\"");
      append_json_escaped(out, model);
      out += '"';
      copied = at = behind_string(body, at);
    }
  }
  if (copied == 0) {
    return std::nullopt;
  }
  out.append(body, copied, none);
  return out;
}

}  // namespace gameday::llm
