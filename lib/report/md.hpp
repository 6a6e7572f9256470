#pragma once
// The few shapes of Markdown that report.md is made of.

#include <string>
#include <string_view>
#include <vector>

#include "report/table.hpp"

namespace gameday::report {

/// A GitHub table of cells that are Markdown; the columns from `numbers` on are right-aligned. No
/// rows: nothing.
std::string md_table(const Row& head, const std::vector<Row>& rows, std::size_t numbers);
/// The same of plain text.
std::string md_table(const Table& table);
/// `text` as one line without links, images, HTML or code, that breaks no table.
std::string md_text(std::string_view text);
/// The same as code inside a line.
std::string md_span(std::string_view text);
std::string md_code(std::string_view language, std::string_view text);

}  // namespace gameday::report
