#pragma once
// Signs and words on a terminal, coloured where it has colours.

#include <string>
#include <vector>

#include "report/headline.hpp"
#include "report/look.hpp"

namespace gameday::report {

std::string painted(const std::string& text, Mark mark, const Look& look);
std::string painted_sign(Mark mark, const Look& look);
/// `text` behind its sign, wrapped; what goes on begins with `further` blanks.
void add_marked(std::vector<std::string>& lines, Mark mark, const std::string& text,
                std::size_t further, const Look& look);

}  // namespace gameday::report
