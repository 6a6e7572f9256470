#include "report/md.hpp"

#include "report/inert.hpp"
#include "report/lines.hpp"

namespace gameday::report {
namespace {

std::string md_row(const Row& cells) {
  return "| " + joined(cells, " | ") + " |\n";
}

}  // namespace

std::string md_table(const Row& head, const std::vector<Row>& rows, std::size_t numbers) {
  if (rows.empty()) {
    return {};
  }
  Row rules;
  for (std::size_t at = 0; at < head.size(); ++at) {
    rules.emplace_back(at < numbers ? "---" : "--:");
  }
  std::string out = md_row(head) + md_row(rules);
  for (const Row& row : rows) {
    Row cells;
    for (const std::string& cell : row) {
      cells.push_back(cell.empty() ? " " : cell);
    }
    out += md_row(cells);
  }
  return out + '\n';
}

std::string md_table(const Table& table) {
  const auto as_text = [](const Row& cells) {
    Row out;
    for (const std::string& cell : cells) {
      out.push_back(md_text(cell));
    }
    return out;
  };
  std::vector<Row> rows;
  for (const Row& row : table.rows) {
    rows.push_back(as_text(row));
  }
  return md_table(as_text(table.head), rows, table.numbers);
}

std::string md_text(std::string_view text) {
  constexpr std::string_view signs = "|<[`*\\";
  std::string out;
  for (const char letter : inert(text)) {
    out += signs.find(letter) == signs.npos ? "" : "\\";
    out += letter;
  }
  return out;
}

// Nothing is escaped inside code but what ends a cell; a backtick would end the code.
std::string md_span(std::string_view text) {
  std::string out = "`";
  for (const char letter : inert(text)) {
    out += letter == '|' ? "\\" : "";
    out += letter == '`' ? '\'' : letter;
  }
  return out + '`';
}

std::string md_code(std::string_view language, std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != text.npos) {
    fence += '`';
  }
  std::string out = fence;
  out += language;
  out += '\n';
  out += inert_lines(text);
  out += text.ends_with('\n') ? "" : "\n";
  return out + fence + "\n\n";
}

}  // namespace gameday::report
