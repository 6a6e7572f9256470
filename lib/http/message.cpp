#include "http/message.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/trim.hpp"

namespace gameday::http {

namespace {

// Of what official SDKs send and providers answer, so that nothing grows.
constexpr std::size_t usual_fields = 16;
constexpr std::size_t usual_text = 512;

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool list_has(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (same_name(trimmed(list.substr(0, comma)), token)) {
      return true;
    }
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

}  // namespace

bool same_letters(const char* left, const char* right, std::size_t size) {
  return std::equal(left, left + size, right, [](char one, char other) {
    return one == other || lower(one) == lower(other);
  });
}

void Fields::add(std::string_view name, std::string_view value) {
  if (places_.capacity() == 0) {
    places_.reserve(usual_fields);
    text_.reserve(usual_text);
  }
  places_.push_back({text_.size(), name.size(), value.size()});
  text_.append(name).append(": ").append(value).append("\r\n");
}

void Fields::set(std::string_view name, std::string_view value) {
  const Place* const first = find(name);
  if (first == nullptr) {
    add(name, value);
    return;
  }
  const auto place = static_cast<std::size_t>(first - places_.data());
  remove_from(place + 1, name);
  Place& kept = places_[place];
  const std::size_t was = std::exchange(kept.value, value.size());
  text_.replace(kept.at + kept.name + 2, was, value);
  for (std::size_t behind = place + 1; behind < places_.size(); ++behind) {
    places_[behind].at += value.size() - was;
  }
}

void Fields::remove(std::string_view name) {
  remove_from(0, name);
}

void Fields::remove_from(std::size_t place, std::string_view name) {
  std::size_t kept = place;
  std::size_t end = place < places_.size() ? places_[place].at : text_.size();  // of what is kept
  for (; place < places_.size(); ++place) {
    Place one = places_[place];
    if (same_name(field(one).name, name)) {
      continue;
    }
    if (one.at != end) {
      std::copy_n(text_.data() + one.at, one.size(), text_.data() + end);
    }
    one.at = std::exchange(end, end + one.size());
    places_[kept++] = one;
  }
  places_.resize(kept);
  text_.resize(end);
}

void Fields::clear() {
  text_.clear();
  places_.clear();
}

const Fields::Place* Fields::find(std::string_view name) const {
  for (const Place& place : places_) {
    if (same_name(field(place).name, name)) {
      return &place;
    }
  }
  return nullptr;
}

std::string_view Fields::get(std::string_view name) const {
  const Place* const place = find(name);
  return place == nullptr ? std::string_view() : field(*place).value;
}

bool Fields::has(std::string_view name) const {
  return find(name) != nullptr;
}

bool Fields::lists(std::string_view name, std::string_view token) const {
  return std::any_of(begin(), end(), [name, token](const Field& field) {
    return same_name(field.name, name) && list_has(field.value, token);
  });
}

std::string_view Head::path() const {
  const std::string_view whole = target;
  return whole.substr(0, whole.find('?'));
}

std::string write_request_head(const Head& head) {
  std::string out;
  out.reserve(head.method.size() + head.target.size() + 16 + head.fields.wire().size());
  out.append(head.method).append(" ").append(head.target);
  out.append(head.version_minor == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
  out.append(head.fields.wire()).append("\r\n");
  return out;
}

std::string write_response_head(const Head& head) {
  const std::string_view reason = head.reason.empty() ? reason_of(head.status) : head.reason;
  std::string out;
  out.reserve(reason.size() + 20 + head.fields.wire().size());
  out.append(head.version_minor == 0 ? "HTTP/1.0 " : "HTTP/1.1 ");
  fmt::format_to(std::back_inserter(out), "{:03} {}\r\n", head.status, reason);
  out.append(head.fields.wire()).append("\r\n");
  return out;
}

Head response_of(int status, std::string_view content_type, std::size_t body_size) {
  Head head;
  head.status = status;
  if (!content_type.empty()) {
    head.fields.add("Content-Type", content_type);
  }
  head.fields.add("Content-Length", fmt::format("{}", body_size));
  return head;
}

}  // namespace gameday::http
