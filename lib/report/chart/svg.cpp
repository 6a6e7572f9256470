#include "report/chart/svg.hpp"

#include <cmath>

#include "base/assert.hpp"
#include "report/inert.hpp"
#include "report/xml.hpp"

namespace gameday::report::chart {
namespace {

// Further out nothing is on the page, and llround would be undefined far beyond.
constexpr double farthest = 1e6;

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
  out += xml_text(inert(text, longest_block));
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
  std::string digits;
  append_number(digits, value);
  return own(name, digits);
}

Svg& Svg::word(const char* name, std::string_view value) {
  std::string escaped;
  append_escaped(escaped, value);
  return own(name, escaped);
}

Svg& Svg::own(const char* name, std::string_view value) {
  DCHECK(in_tag_, "an attribute stands in a tag");
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  out_ += value;
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
  // A line each, where a blank more is no letter of a text.
  const std::string_view element = open_.back();
  open_.pop_back();
  if (open_.size() <= 1 && element != "tspan" && element != "title") {
    out_ += '\n';
  }
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
