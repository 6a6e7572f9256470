#pragma once
// Appends SVG to a string. Whatever a peer or a user has named is escaped, and what XML 1.0 does
// not allow, or what would turn the reading direction, becomes U+FFFD; so any name is inert.
// Numbers have at most one decimal and know no locale, so equal figures are equal bytes.
//
//   svg.open("rect").number("x", 1.5).word("class", "bar").end();

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::report::chart {

class Svg {
 public:
  Svg& open(const char* element);
  Svg& number(const char* name, double value);
  Svg& word(const char* name, std::string_view value);
  /// A value of our own making, as it is: numbers, the `d` of a path.
  Svg& own(const char* name, std::string_view value);
  Svg& text(std::string_view content);
  Svg& end();
  /// Markup of our own.
  Svg& raw(std::string_view markup);

  std::string take();

 private:
  void close_tag();

  std::string out_;
  std::vector<const char*> open_;
  bool in_tag_ = false;
};

/// At most one decimal, no `-0`.
void append_number(std::string& out, double value);
/// Safe in XML text and in attributes with either quote.
void append_escaped(std::string& out, std::string_view text);

/// The `d` of a <path>: corners in absolute units, each written once.
class Path {
 public:
  Path& move(double x, double y) { return to('M', x, y); }
  Path& line(double x, double y) { return to('L', x, y); }
  Path& horizontal(double x);
  Path& vertical(double y);
  Path& close();
  /// A closed rectangle.
  Path& box(double x, double y, double width, double height);

  bool empty() const { return d_.empty(); }
  const std::string& text() const { return d_; }

 private:
  Path& to(char command, double x, double y);
  std::string d_;
};

}  // namespace gameday::report::chart
