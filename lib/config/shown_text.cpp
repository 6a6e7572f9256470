#include "config/shown_text.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "config/secrets.hpp"

namespace gameday::config {
namespace {

constexpr std::string_view blanks = " \t\r\n";

class Showing {
 public:
  explicit Showing(std::string_view json) : left_(json) {}

  std::string whole() {
    while (!left_.empty()) {
      if (left_.front() == '"') {
        take_text();
      } else {
        follow(left_.front());
        shown_ += left_.front();
        left_.remove_prefix(1);
      }
    }
    return std::move(shown_);
  }

 private:
  void take_text() {
    const std::size_t size = text_size();
    const bool closed = size < left_.size();
    const std::string_view inside = left_.substr(1, size - 1);
    const std::string_view rest = left_.substr(std::min(size + 1, left_.size()));
    const std::size_t next = std::min(rest.find_first_not_of(blanks), rest.size());
    const bool is_name = next < rest.size() && rest[next] == ':';
    shown_ += '"';
    shown_ +=
        !is_name && is_secret(inside) ? std::string(utf8_length(inside), '*') : std::string(inside);
    shown_ += closed ? left_.substr(size, 1) : "";
    name_ = is_name ? inside : name_;
    left_ = rest;
  }

  // Up to the quote that ends it, or to the end of its line: then it was never closed.
  std::size_t text_size() const {
    std::size_t at = 1;
    while (at < left_.size() && left_[at] != '"' && left_[at] != '\n') {
      at += left_[at] == '\\' ? 2 : 1;
    }
    return std::min(at, left_.size());
  }

  bool is_secret(std::string_view text) const {
    const bool of_key =
        depth_ == 1 || name_ == "value" || name_ == "tokens" || name_.find("key") != name_.npos;
    return of_key && !text.starts_with("env.") && !text.starts_with("file:");
  }

  void follow(char letter) {
    if (letter == '[' || letter == '{') {
      depth_ += depth_ > 0 || (letter == '[' && (name_ == "keys" || name_ == "tokens")) ? 1U : 0U;
    } else if (letter == ']' || letter == '}') {
      depth_ -= depth_ > 0 ? 1U : 0U;
      name_ = {};
    }
  }

  std::string_view left_;
  std::string shown_;
  std::string_view name_;  // the last one that a colon followed
  unsigned depth_ = 0;     // brackets open since a list of keys or tokens began, with its own
};

}  // namespace

std::string shown_text(std::string_view json) {
  return starred(Showing(json).whole());
}

}  // namespace gameday::config
