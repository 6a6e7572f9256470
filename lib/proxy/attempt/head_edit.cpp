#include "proxy/attempt/head_edit.hpp"

#include "http/message.hpp"

namespace gameday::proxy {
namespace {

constexpr std::string_view blank_line = "\r\n";

/// `line` stands where the first field of that name stood, else before the blank line.
std::string replaced(std::string_view head, std::string_view name, std::string line) {
  std::string edited;
  edited.reserve(head.size() + line.size());
  while (!head.empty()) {
    const std::string_view old = head.substr(0, head.find('\n') + 1);
    head.remove_prefix(old.size());
    const bool same = http::same_name(old.substr(0, old.find(':')), name);
    if (same || head.empty()) {
      edited += line;
      line.clear();
    }
    if (!same) {
      edited += old;
    }
  }
  return edited;
}

}  // namespace

std::string with_field(std::string_view head, std::string_view name, std::string_view value) {
  std::string line(name);
  line.append(": ").append(value).append("\r\n");
  return replaced(head, name, std::move(line));
}

std::string changed(std::string head, const faults::HeadChange& change) {
  for (const std::string& name : change.drop) {
    head = without_field(head, name);
  }
  for (const auto& [name, value] : change.set) {
    head = with_field(head, name, value);
  }
  head.resize(head.size() - blank_line.size());
  for (const auto& [name, value] : faults::added_fields(change)) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
  return head.append(blank_line);
}

std::string without_field(std::string_view head, std::string_view name) {
  return replaced(head, name, {});
}

}  // namespace gameday::proxy
