#include "report/html/table.hpp"

#include <algorithm>
#include <cctype>

#include "report/html/markup.hpp"
#include "report/html/shell.hpp"

namespace gameday::report::html {
namespace {

constexpr const char* shell = R"(<table class="{{css}}">
<thead><tr>{{#head}}<th scope="col" class="{{css}}">{{name}}</th>{{/head}}</tr></thead>
{{#groups}}<tbody>
{{#titled}}<tr class="group"><th scope="rowgroup" colspan="{{span}}">{{title}}</th></tr>
{{/titled}}{{#lines}}<tr class="{{css}}"{{#id}} id="{{id}}"{{/id}}><th scope="row">{{{first}}}</th>)"
                              R"({{#cells}}<td class="{{css}}" data-label="{{label}}">{{{markup}}})"
                              R"(</td>{{/cells}}</tr>
{{/lines}}</tbody>
{{/groups}}</table>
)";

const char* number_css(const Sheet& sheet, std::size_t column) {
  return column >= sheet.numbers ? "n" : "";
}

std::string css_of(const Sheet& sheet, std::size_t column, const Cell& cell) {
  const std::string number = number_css(sheet, column);
  return number.empty() || *cell.css == 0 ? number + cell.css : number + ' ' + cell.css;
}

// Heads begin a line here; names of percentiles stay small.
std::string capital(std::string words) {
  const bool percentile = words.size() > 1 && words[0] == 'p' && words[1] >= '0' && words[1] <= '9';
  if (!words.empty() && !percentile) {
    words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  }
  return words;
}

Fields line_fields(const Sheet& sheet, const Line& line) {
  Fields::List cells;
  for (std::size_t column = 1; column < line.cells.size(); ++column) {
    cells.push_back(Fields()
                        .set("css", css_of(sheet, column, line.cells[column]))
                        .set("label", sheet.head.at(column))
                        .set("markup", line.cells[column].markup));
  }
  Fields out;
  out.set("css", line.css).set("first", line.cells.at(0).markup).list("cells", std::move(cells));
  if (!line.id.empty()) {
    out.set("id", line.id);
  } else {
    out.flag("id", false);
  }
  return out;
}

}  // namespace

std::string table(const Sheet& sheet) {
  Fields::List groups;
  for (const Group& group : sheet.groups) {
    if (group.lines.empty()) {
      continue;
    }
    Fields::List lines;
    for (const Line& line : group.lines) {
      lines.push_back(line_fields(sheet, line));
    }
    groups.push_back(Fields()
                         .flag("titled", !group.title.empty())
                         .set("title", group.title)
                         .set("span", std::to_string(sheet.head.size()))
                         .list("lines", std::move(lines)));
  }
  if (groups.empty()) {
    return {};
  }
  Fields::List head;
  for (std::size_t column = 0; column < sheet.head.size(); ++column) {
    head.push_back(Fields().set("css", number_css(sheet, column)).set("name", sheet.head[column]));
  }
  return fill(shell, Fields()
                         .set("css", sheet.css)
                         .list("head", std::move(head))
                         .list("groups", std::move(groups)));
}

std::string table(const std::vector<Titled>& tables, const char* css) {
  Sheet sheet;
  sheet.css = css;
  for (const auto& [title, table] : tables) {
    if (table.rows.empty()) {
      continue;
    }
    if (sheet.head.size() < table.head.size()) {
      sheet.head = table.head;
      std::ranges::transform(sheet.head, sheet.head.begin(), capital);
      sheet.numbers = table.numbers;
    }
    Group& group = sheet.groups.emplace_back();
    group.title = title;
    for (const Row& row : table.rows) {
      Line& line = group.lines.emplace_back();
      for (const std::string& cell : row) {
        line.cells.push_back({text(cell), ""});
      }
    }
  }
  return html::table(sheet);
}

}  // namespace gameday::report::html
