#pragma once
// A Value from one line of flow YAML, `{into: openai, respond: {status: 503}}`: enough to write
// what files say in tests of rooms that do not read files. Places are columns of line 1.

#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "base/value.hpp"

namespace gameday::test {

class FlowReader {
 public:
  explicit FlowReader(std::string_view text) : text_(text) {}

  Value value() {
    skip();
    Value value;
    value.place = here();
    if (peek() == '{') {
      map(value);
    } else if (peek() == '[') {
      list(value);
    } else {
      value.kind = Value::Kind::text;
      value.quoted = peek() == '"';
      value.text = value.quoted ? quoted() : plain(",}]");
    }
    skip();
    return value;
  }
  bool at_end() const { return at_ == text_.size(); }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  Place here() const { return Place{1, static_cast<std::uint32_t>(at_ + 1), 1}; }
  void skip() {
    while (peek() == ' ') {
      ++at_;
    }
  }
  /// Whether the collection goes on, past the comma.
  bool more(char closing) {
    skip();
    if (peek() == ',') {
      ++at_;
      skip();
    }
    const bool over = peek() == closing || at_end();
    at_ += over && !at_end() ? 1 : 0;
    return !over;
  }
  std::string quoted() {
    const std::size_t end = text_.find('"', at_ + 1);
    CHECK(end != std::string_view::npos, "the quote is closed");
    const std::string text(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return text;
  }
  std::string plain(std::string_view stops) {
    const std::size_t end = std::min(text_.find_first_of(stops, at_), text_.size());
    std::string text(text_.substr(at_, end - at_));
    text.erase(text.find_last_not_of(' ') + 1);
    at_ = end;
    return text;
  }
  void map(Value& value) {
    value.kind = Value::Kind::map;
    ++at_;
    while (more('}')) {
      Member member;
      member.place = here();
      const std::size_t colon = text_.find(": ", at_);
      CHECK(colon != std::string_view::npos, "a key has a colon");
      member.key = text_.substr(at_, colon - at_);
      at_ = colon + 2;
      member.value = this->value();
      value.members.push_back(std::move(member));
    }
  }
  void list(Value& value) {
    value.kind = Value::Kind::list;
    ++at_;
    while (more(']')) {
      value.items.push_back(this->value());
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

inline Value flow_value(std::string_view text) {
  FlowReader reader(text);
  Value value = reader.value();
  CHECK(reader.at_end(), "all of the text is one value");
  return value;
}

}  // namespace gameday::test
