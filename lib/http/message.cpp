#include "http/message.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/trim.hpp"

namespace gameday::http {

namespace {

// Of what official SDKs send and providers answer: one allocation, and no field is moved.
constexpr std::size_t usual_fields = 16;

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

void append_fields(std::string& out, const Fields& fields) {
  for (const Field& field : fields) {
    out.append(field.name).append(": ").append(field.value).append("\r\n");
  }
  out.append("\r\n");
}

std::size_t size_of(const Fields& fields) {
  std::size_t size = 2;
  for (const Field& field : fields) {
    size += field.name.size() + field.value.size() + 4;
  }
  return size;
}

}  // namespace

bool same_name(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(),
                    [](char one, char other) { return lower(one) == lower(other); });
}

void Fields::add(std::string_view name, std::string_view value) {
  if (list_.capacity() == 0) {
    list_.reserve(usual_fields);
  }
  list_.push_back(Field{std::string(name), std::string(value)});
}

void Fields::set(std::string_view name, std::string_view value) {
  const auto first = std::find_if(list_.begin(), list_.end(), [name](const Field& field) {
    return same_name(field.name, name);
  });
  if (first == list_.end()) {
    add(name, value);
    return;
  }
  first->value = value;
  list_.erase(std::remove_if(first + 1, list_.end(),
                             [name](const Field& field) { return same_name(field.name, name); }),
              list_.end());
}

void Fields::remove(std::string_view name) {
  std::erase_if(list_, [name](const Field& field) { return same_name(field.name, name); });
}

std::string_view Fields::get(std::string_view name) const {
  for (const Field& field : list_) {
    if (same_name(field.name, name)) {
      return field.value;
    }
  }
  return {};
}

bool Fields::has(std::string_view name) const {
  return std::any_of(list_.begin(), list_.end(),
                     [name](const Field& field) { return same_name(field.name, name); });
}

bool Fields::lists(std::string_view name, std::string_view token) const {
  return std::any_of(list_.begin(), list_.end(), [name, token](const Field& field) {
    return same_name(field.name, name) && list_has(field.value, token);
  });
}

std::string_view Head::path() const {
  const std::string_view whole = target;
  return whole.substr(0, whole.find('?'));
}

std::string write_request_head(const Head& head) {
  std::string out;
  out.reserve(head.method.size() + head.target.size() + 16 + size_of(head.fields));
  out.append(head.method).append(" ").append(head.target);
  out.append(head.version_minor == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
  append_fields(out, head.fields);
  return out;
}

std::string write_response_head(const Head& head) {
  const std::string_view reason = head.reason.empty() ? reason_of(head.status) : head.reason;
  std::string out;
  out.reserve(reason.size() + 20 + size_of(head.fields));
  out.append(head.version_minor == 0 ? "HTTP/1.0 " : "HTTP/1.1 ");
  fmt::format_to(std::back_inserter(out), "{:03} {}\r\n", head.status, reason);
  append_fields(out, head.fields);
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
