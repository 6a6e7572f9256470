#pragma once
// An argument as a POSIX shell wants it, so that a printed command can be pasted.

#include <string>
#include <string_view>

namespace gameday::app {

/// As it is where no shell would look twice, else in single quotes.
std::string shell_quoted(std::string_view argument);

}  // namespace gameday::app
