#include "report/paint.hpp"

#include <array>

#include "report/lines.hpp"

namespace gameday::report {

std::string painted(const std::string& text, Mark mark, const Look& look) {
  constexpr std::array codes = {"32", "31", "33", "35"};
  return look.colour ? std::string("\x1b[1;") + codes.at(static_cast<std::size_t>(mark)) + 'm' +
                           text + "\x1b[0m"
                     : text;
}

std::string painted_sign(Mark mark, const Look& look) {
  return painted(sign(mark, look.utf8), mark, look);
}

void add_marked(std::vector<std::string>& lines, Mark mark, const std::string& text,
                std::size_t further, const Look& look) {
  const std::string plain = sign(mark, look.utf8);
  const std::size_t at = lines.size();
  add_hanging(lines, "", plain + ' ' + text, further, look.used());
  lines[at].replace(0, plain.size(), painted(plain, mark, look));
}

}  // namespace gameday::report
