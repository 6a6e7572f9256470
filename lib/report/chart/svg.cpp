#include "report/chart/svg.hpp"

#include <array>
#include <cmath>

#include "base/assert.hpp"
#include "base/utf8.hpp"

namespace gameday::report::chart {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
// Further out nothing is on the page, and llround would be undefined far beyond.
constexpr double farthest = 1e6;

// C0 and C1 controls and DEL; marks and overrides of the reading direction (U+200E, U+200F,
// U+202A to U+202E, U+2066 to U+2069); the byte order mark; what is no character (U+FFFE, U+FFFF).
bool is_forbidden(std::string_view sequence) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(sequence[at]); };
  if (sequence.size() == 1) {
    return byte(0) < 0x20 || byte(0) == 0x7F;
  }
  if (sequence.size() == 2) {
    return byte(0) == 0xC2 && byte(1) < 0xA0;
  }
  if (sequence.size() != 3) {
    return false;
  }
  const unsigned code = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  return code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF || code >= 0xFFFE;
}

std::string_view entity(char letter) {
  switch (letter) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

void append_number(std::string& out, double value) {
  const double bounded = std::isnan(value) ? 0 : std::min(std::max(value, -farthest), farthest);
  const long long tenths = std::llround(bounded * 10);
  const long long size = std::llabs(tenths);
  out += tenths < 0 ? "-" : "";
  out += std::to_string(size / 10);
  if (size % 10 != 0) {
    out += '.';
    out += static_cast<char>('0' + size % 10);
  }
}

void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    const std::string_view sequence = text.substr(0, std::max<std::size_t>(1, length));
    text.remove_prefix(sequence.size());
    if (sequence == "\n" || sequence == "\t" || sequence == "\r") {
      out += ' ';
    } else if (length == 0 || is_forbidden(sequence)) {
      out += replacement;
    } else {
      const std::string_view safe = entity(sequence[0]);
      out += safe.empty() ? sequence : safe;
    }
  }
}

Svg& Svg::open(const char* element) {
  close_tag();
  out_ += '<';
  out_ += element;
  open_.push_back(element);
  in_tag_ = true;
  return *this;
}

Svg& Svg::number(const char* name, double value) {
  DCHECK(in_tag_, "an attribute stands in a tag");
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_number(out_, value);
  out_ += '"';
  return *this;
}

Svg& Svg::word(const char* name, std::string_view value) {
  DCHECK(in_tag_, "an attribute stands in a tag");
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_escaped(out_, value);
  out_ += '"';
  return *this;
}

Svg& Svg::text(std::string_view content) {
  close_tag();
  append_escaped(out_, content);
  return *this;
}

Svg& Svg::raw(std::string_view markup) {
  close_tag();
  out_ += markup;
  return *this;
}

Svg& Svg::end() {
  CHECK(!open_.empty(), "nothing is open");
  if (in_tag_) {
    out_ += "/>";
    in_tag_ = false;
  } else {
    out_ += "</";
    out_ += open_.back();
    out_ += '>';
  }
  open_.pop_back();
  return *this;
}

std::string Svg::take() {
  CHECK(open_.empty(), "an element was left open");
  return std::move(out_);
}

void Svg::close_tag() {
  out_ += in_tag_ ? ">" : "";
  in_tag_ = false;
}

Path& Path::to(char command, double x, double y) {
  d_ += command;
  append_number(d_, x);
  d_ += y < 0 ? "" : " ";
  append_number(d_, y);
  return *this;
}

Path& Path::horizontal(double x) {
  d_ += 'H';
  append_number(d_, x);
  return *this;
}

Path& Path::vertical(double y) {
  d_ += 'V';
  append_number(d_, y);
  return *this;
}

Path& Path::close() {
  d_ += 'z';
  return *this;
}

Path& Path::box(double x, double y, double width, double height) {
  return move(x, y).horizontal(x + width).vertical(y + height).horizontal(x).close();
}

}  // namespace gameday::report::chart
