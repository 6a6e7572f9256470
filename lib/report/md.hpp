#pragma once
// The few shapes of Markdown that report.md is made of.

#include <string>
#include <string_view>
#include <vector>

namespace gameday::report {

using Row = std::vector<std::string>;

/// A GitHub table; the columns from `numbers` on are right-aligned. No rows: nothing.
std::string md_table(const Row& head, const std::vector<Row>& rows, std::size_t numbers);
/// `text` as one line that no sign of Markdown's tables can break.
std::string md_text(std::string_view text);
std::string md_code(std::string_view language, std::string_view text);

}  // namespace gameday::report
