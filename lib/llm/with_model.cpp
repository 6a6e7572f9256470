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

/// The members of a root object, one after the other.
class Members {
 public:
  explicit Members(std::string_view json) : json_(json) {}

  /// False: there are no more.
  bool next() {
    while ((at_ = json_.find_first_of("\"{}[]", at_)) != none) {
      const char sign = json_[at_];
      if (sign == '"') {
        if (is_key()) {
          return true;
        }
      } else {
        depth_ += sign == '{' || sign == '[' ? 1 : -1;
        ++at_;
      }
    }
    return false;
  }
  /// As it is spelt.
  std::string_view key() const { return key_; }
  /// Where its value begins.
  std::size_t value() const { return at_; }
  /// A value that is a string is passed over. Where it ends.
  std::size_t pass_string() { return at_ = behind_string(json_, at_); }

 private:
  /// Of the string here; passes over it, and over the colon behind a key of the root.
  bool is_key() {
    const std::size_t begin = at_ + 1;
    at_ = behind_string(json_, at_);
    const std::size_t colon = json_.find_first_not_of(blanks, at_);
    if (depth_ != 1 || colon == none || json_[colon] != ':') {
      return false;
    }
    key_ = json_.substr(begin, at_ - begin - 1);
    at_ = json_.find_first_not_of(blanks, colon + 1);
    return at_ != none;
  }

  std::string_view json_;
  std::string_view key_;
  std::size_t at_ = 0;
  int depth_ = 0;  // 1 in the root
};

}  // namespace

std::optional<std::string> with_model(std::string_view body, std::string_view model) {
  const bool marked = body.starts_with(byte_order_mark);  // newer parsers pass over one
  const std::size_t first = body.find_first_not_of(blanks, marked ? byte_order_mark.size() : 0);
  if (first == none || body[first] != '{') {
    return std::nullopt;
  }
  std::string out;
  std::size_t copied = 0;
  for (Members members(body); members.next();) {
    const std::size_t value = members.value();
    if (body[value] == '"' && means_model(members.key())) {
      out.reserve(body.size() + model.size() + 2);
      out.append(body, copied, value - copied).append("\"");
      append_json_escaped(out, model);
      out += '"';
      copied = members.pass_string();
    }
  }
  if (copied == 0) {
    return std::nullopt;
  }
  out.append(body, copied, none);
  return out;
}

}  // namespace gameday::llm
