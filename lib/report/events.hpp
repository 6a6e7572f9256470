#pragma once
// An event of the time line in words: `fault on, openai: rate-limited`. Empty for what a reader
// cannot use.

#include <string>

#include "record/records.hpp"

namespace gameday::report {

std::string event_words(const record::Event& event, const record::Cast& cast);

}  // namespace gameday::report
