#pragma once
// Text in columns: widths are counted in characters (code points), not bytes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::report {

std::size_t width(std::string_view text);
std::string pad_right(std::string_view text, std::size_t columns);
std::string pad_left(std::string_view text, std::size_t columns);
/// At blanks, but not before a unit; a word longer than a line stands alone.
std::vector<std::string> wrap(std::string_view text, std::size_t columns);
/// `text` behind `before`, wrapped; what goes on begins with `further` blanks.
void add_hanging(std::vector<std::string>& lines, std::string before, std::string_view text,
                 std::size_t further, std::size_t columns);
/// At most so many characters; the last of them is `…` if something was cut.
std::string cut(std::string_view text, std::size_t columns);
/// Our own signs (≤ · → …) in ASCII; other characters stay as they are.
std::string ascii(std::string_view text);
/// One a line, without blanks at their ends.
std::string below_one_another(const std::vector<std::string>& lines);
std::string joined(const std::vector<std::string>& parts, std::string_view between);

}  // namespace gameday::report
