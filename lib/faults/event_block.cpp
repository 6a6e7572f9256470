#include "faults/event_block.hpp"

#include <algorithm>

namespace gameday::faults {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

bool is_field(std::string_view line, std::string_view name) {
  return line.starts_with(name) && (line.size() == name.size() || line[name.size()] == ':');
}

/// Behind the colon and one blank.
std::string_view value_of(std::string_view line) {
  line.remove_prefix(std::min(line.find(':'), line.size() - 1) + 1);
  line.remove_prefix(line.starts_with(' ') ? 1 : 0);
  return line;
}

bool has(const std::vector<Style>& styles, Style style) {
  return std::find(styles.begin(), styles.end(), style) != styles.end();
}

}  // namespace

EventBlock::EventBlock(std::string_view wire) {
  if (wire.starts_with(mark)) {
    before_ = mark;
    wire.remove_prefix(mark.size());
  }
  while (!wire.empty()) {
    const std::size_t at = std::min(wire.find_first_of("\r\n"), wire.size());
    std::size_t end = std::min(at + 1, wire.size());
    end += wire.substr(at).starts_with("\r\n") ? 1 : 0;
    lines_.push_back({std::string(wire.substr(0, at)), std::string(wire.substr(at, end - at))});
    wire.remove_prefix(end);
    if (lines_.back().text.empty() && !wire.empty()) {  // another edit has put that in front
      before_ += lines();
      lines_.clear();
    }
  }
}

std::string EventBlock::data() const {
  std::string text;
  bool first = true;
  for (const Line& line : lines_) {
    if (is_field(line.text, "data")) {
      text.append(first ? "" : "\n").append(value_of(line.text));
      first = false;
    }
  }
  return text;
}

void EventBlock::set_data(std::string_view data) {
  std::vector<Line> lines;
  bool written = false;
  for (const Line& line : lines_) {
    if (!is_field(line.text, "data")) {
      lines.push_back(line);
      continue;
    }
    const std::string field =
        line.text.starts_with("data:") && !line.text.starts_with("data: ") ? "data:" : "data: ";
    for (bool more = !written; more;) {
      const std::size_t at = data.find_first_of("\r\n");
      more = at != std::string_view::npos;
      lines.push_back({field + std::string(data.substr(0, at)), line.end});
      data.remove_prefix(more ? at + (data.substr(at).starts_with("\r\n") ? 2 : 1) : 0);
    }
    written = true;
  }
  lines_ = std::move(lines);
}

void EventBlock::glue() {
  if (!lines_.empty() && lines_.back().text.empty()) {
    lines_.pop_back();
  }
}

void EventBlock::restyle(const std::vector<Style>& styles, std::uint64_t number, bool first) {
  for (const Style style :
       {Style::nameless, Style::multi_line, Style::id, Style::retry, Style::no_space}) {
    if (has(styles, style)) {
      apply(style, number);
    }
  }
  std::string front = has(styles, Style::empty_data) ? "data:\n\n" : "";
  if (has(styles, Style::crlf) || has(styles, Style::cr)) {
    const std::string end = has(styles, Style::crlf) ? "\r\n" : "\r";
    for (Line& line : lines_) {
      line.end = line.end.empty() ? "" : end;
    }
    front = front.empty() ? "" : "data:" + end + end;
  }
  if (has(styles, Style::bom) && first && !before_.starts_with(mark)) {
    before_.insert(0, mark);
  }
  before_ += front;
}

void EventBlock::apply(Style style, std::uint64_t number) {
  const std::string end = lines_.empty() ? "\n" : lines_.front().end;
  switch (style) {
    case Style::nameless:
      std::erase_if(lines_, [](const Line& line) { return is_field(line.text, "event"); });
      return;
    case Style::multi_line:
      return split_data();
    case Style::no_space:
      for (Line& line : lines_) {
        const std::size_t colon = std::min(line.text.find(':'), line.text.size());
        const std::string_view rest = std::string_view(line.text).substr(colon);
        if (rest.starts_with(": ") && !rest.starts_with(":  ")) {  // a second blank is data
          line.text.erase(colon + 1, 1);
        }
      }
      return;
    case Style::id:
      lines_.insert(lines_.begin(), {"id: " + std::to_string(number), end});
      return;
    default:  // retry; those of line ends and blocks are not of one line
      lines_.insert(lines_.begin(), {"retry: 3000", end});
      return;
  }
}

/// Where JSON may have a line break: behind its first brace.
void EventBlock::split_data() {
  const std::string whole = data();
  if (whole.size() > 2 && whole.front() == '{') {
    set_data("{\n" + whole.substr(1));
  }
}

std::string EventBlock::wire() const {
  return before_ + lines();
}

std::string EventBlock::lines() const {
  std::string text;
  for (const Line& line : lines_) {
    text.append(line.text).append(line.end);
  }
  return text;
}

}  // namespace gameday::faults
