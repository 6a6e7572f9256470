#pragma once
// A gateway's config as a terminal may show it, line by line beside what is wrong with it: what
// stands where a key belongs is stars, as many as it has characters, so that carets still fit.
// Looks at quotes and brackets alone, because the text may well be no JSON.

#include <string>
#include <string_view>

namespace gameday::config {

std::string shown_text(std::string_view json);

}  // namespace gameday::config
