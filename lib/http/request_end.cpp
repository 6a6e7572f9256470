#include "http/request_end.hpp"

#include <algorithm>
#include <charconv>

#include "http/message.hpp"

namespace gameday::http {

namespace {

constexpr std::size_t longest_line = 64 * 1024;  // as Limits::head

/// False when there is no number at the front.
bool number(std::string_view text, int base, std::uint64_t& out) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return parsed.ec == std::errc{};
}

}  // namespace

void RequestEnd::feed(std::string_view bytes) {
  while (!bytes.empty() && state_ != State::lost) {
    switch (state_) {
      case State::length_body:
      case State::chunk_data:
        skip(bytes);
        break;
      case State::complete:
        state_ = State::lost;
        break;
      default:
        take_line(bytes);
    }
  }
}

void RequestEnd::skip(std::string_view& bytes) {
  const std::size_t skipped =
      static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  bytes.remove_prefix(skipped);
  left_ -= skipped;
  if (left_ == 0) {
    state_ = state_ == State::length_body ? State::complete : State::chunk_end;
  }
}

void RequestEnd::take_line(std::string_view& bytes) {
  const std::size_t feed = bytes.find('\n');
  if (feed == std::string_view::npos || carry_.size() > longest_line) {
    carry_.append(bytes);
    bytes = {};
    state_ = carry_.size() > longest_line ? State::lost : state_;
    return;
  }
  std::string_view text = bytes.substr(0, feed);
  bytes.remove_prefix(feed + 1);
  if (!carry_.empty()) {
    carry_.append(text);
    text = carry_;
  }
  if (!text.empty() && text.back() == '\r') {
    text.remove_suffix(1);
  }
  line(text);
  carry_.clear();
}

void RequestEnd::line(std::string_view text) {
  if (state_ == State::head) {
    if (!text.empty()) {
      field(text);
      return;
    }
    left_ = length_;
    state_ = chunked_ ? State::chunk_size : left_ > 0 ? State::length_body : State::complete;
  } else if (state_ == State::chunk_size) {
    const bool good = number(text, 16, left_);
    state_ = !good ? State::lost : left_ > 0 ? State::chunk_data : State::trailers;
  } else if (state_ == State::chunk_end) {
    state_ = text.empty() ? State::chunk_size : State::lost;
  } else if (text.empty()) {
    state_ = State::complete;  // after the trailers
  }
}

void RequestEnd::field(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  if (colon == std::string_view::npos) {
    return;  // the request line
  }
  std::string_view value = text.substr(colon + 1);
  value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
  if (same_name(name, "Transfer-Encoding")) {
    chunked_ = true;
  } else if (same_name(name, "Content-Length") && !number(value, 10, length_)) {
    state_ = State::lost;
  }
}

}  // namespace gameday::http
