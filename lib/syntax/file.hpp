#pragma once
// Reads one small text file whole. Everything that can be wrong with it becomes a Problem without a
// line: missing, a directory, not readable, too large, not UTF-8, NUL or other control characters.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace gameday::syntax {

/// Config files and prompts are written by people; a larger one is a mistake, such as a log or a
/// database named by accident. Checked before anything is read.
inline constexpr std::size_t largest_file = 1024 * 1024;

std::optional<std::string> read_file(const std::string& path, Problems& problems);

/// `text` without its byte order mark. Nothing (and a problem, with its place where it has one)
/// when it is larger than that, is not UTF-8 or has control characters.
std::optional<std::string_view> plain_text(std::string_view text, Problems& problems);

}  // namespace gameday::syntax
