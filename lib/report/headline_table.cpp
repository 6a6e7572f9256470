#include "report/headline_table.hpp"

#include <algorithm>
#include <array>

#include "report/lines.hpp"
#include "report/paint.hpp"

namespace gameday::report {
namespace {

constexpr std::size_t unbroken = 100;
constexpr std::size_t narrowest_table = 80;
constexpr std::size_t least_cell = 22;  // `157 of 320 failed (503)` in two lines is still read
constexpr std::size_t gap = 2;

// A cell's lines without its mark. What one must know of a first token stands in the documents.
std::vector<std::string> cell_lines(const Cell& cell, std::size_t columns, const Look& look) {
  const auto plain = [&](const std::string& text) { return look.utf8 ? text : ascii(text); };
  std::vector<std::string> second;
  const auto add = [](std::vector<std::string>& parts, const std::string& part) {
    if (!part.empty()) {
      parts.push_back(part);
    }
  };
  const bool answers = cell.worst.starts_with("0 failed");
  add(second, cell.late);
  add(second, cell.left);
  add(second, answers ? cell.p95 : cell.within);
  add(second, cell.who);
  // What stands in brackets goes on with the first line, or is a line of its own: never broken.
  const std::string aside = plain(cell.aside.empty() ? "" : ' ' + cell.aside);
  const bool together = width(plain(cell.worst)) + width(aside) <= columns;
  std::vector<std::string> lines = wrap(plain(cell.worst) + (together ? aside : ""), columns);
  if (!second.empty()) {
    for (std::string& line : wrap(plain(joined(second, ", ")), columns)) {
      lines.push_back(std::move(line));
    }
  }
  if (!together && !aside.empty()) {
    lines.push_back(plain(cell.aside));
  }
  return lines;
}

std::size_t sign_width(const Look& look) {
  return look.utf8 ? 1 : 4;  // `FAIL`
}

struct Layout {
  std::size_t name = 0;            // of the first column
  std::vector<std::size_t> cells;  // of each arm, without the mark; empty: they do not fit
};

std::size_t name_width(const Document& document) {
  std::size_t name = 0;
  for (const auto& experiment : document.facts.experiments) {
    name = std::max(name, width(experiment.name));
  }
  return name;
}

std::size_t natural_width(const Document& document, std::size_t arm, const Look& look) {
  std::size_t wanted = least_cell;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    for (const std::string& line : cell_lines(headline_cell(document, at, arm), unbroken, look)) {
      wanted = std::max(wanted, width(line));
    }
  }
  return wanted;
}

// Each arm as wide as its widest cell; where that is too much, the widest arms give way first.
Layout layout_of(const Document& document, const Look& look) {
  const std::size_t columns = look.used();
  Layout layout;
  layout.name = std::min<std::size_t>(name_width(document), columns / 5);
  std::size_t total = layout.name;
  for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    layout.cells.push_back(natural_width(document, arm, look));
    total += gap + sign_width(look) + 1 + layout.cells.back();
  }
  while (total > columns && !layout.cells.empty()) {
    const auto largest = std::ranges::max_element(layout.cells);
    if (*largest <= least_cell) {
      layout.cells.clear();
      break;
    }
    --*largest;
    --total;
  }
  return layout;
}

std::vector<std::string> wide_table(const Document& document, const Look& look,
                                    const Layout& layout) {
  std::vector<std::string> lines;
  const std::size_t mark = sign_width(look) + 1;
  std::string head(layout.name, ' ');
  for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    const std::size_t columns = layout.cells[arm] + mark;
    head += std::string(gap, ' ') + pad_right(cut(document.facts.arms[arm].name, columns), columns);
  }
  lines.push_back(head);
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    std::vector<Cell> cells;
    std::vector<std::vector<std::string>> texts;
    std::vector<std::string> name = wrap(document.facts.experiments[at].name, layout.name);
    std::size_t height = name.size();
    for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
      cells.push_back(headline_cell(document, at, arm));
      texts.push_back(cell_lines(cells.back(), layout.cells[arm], look));
      height = std::max(height, texts.back().size());
    }
    for (std::size_t row = 0; row < height; ++row) {
      std::string line =
          pad_right(row < name.size() ? cut(name[row], layout.name) : "", layout.name);
      for (std::size_t arm = 0; arm < cells.size(); ++arm) {
        const std::string shown = row == 0 ? painted_sign(cells[arm].mark, look) : std::string();
        const std::size_t marked = row == 0 ? width(sign(cells[arm].mark, look.utf8)) : 0;
        line += std::string(gap, ' ') + shown + std::string(mark - marked, ' ') +
                pad_right(row < texts[arm].size() ? texts[arm][row] : "", layout.cells[arm]);
      }
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<std::string> blocks(const Document& document, const Look& look) {
  std::vector<std::string> lines;
  const std::size_t columns = look.used();
  const std::size_t name = std::min(name_width(document), columns / 3);
  const std::size_t mark = sign_width(look) + 1;
  const std::size_t before = gap + name + gap + mark;
  const std::size_t cell = columns > before + least_cell ? columns - before : least_cell;
  for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    if (!lines.empty()) {
      lines.emplace_back();
    }
    lines.push_back(cut(document.facts.arms[arm].name, columns));
    for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
      const Cell shown = headline_cell(document, at, arm);
      const std::vector<std::string> text = cell_lines(shown, cell, look);
      const std::size_t marked = width(sign(shown.mark, look.utf8));
      lines.push_back(std::string(gap, ' ') +
                      pad_right(cut(document.facts.experiments[at].name, name), name + gap) +
                      painted_sign(shown.mark, look) + std::string(mark - marked, ' ') +
                      text.front());
      for (std::size_t row = 1; row < text.size(); ++row) {
        lines.push_back(std::string(before, ' ') + text[row]);
      }
    }
  }
  return lines;
}

}  // namespace

std::vector<std::string> headline_table(const Document& document, const Look& look) {
  const Layout layout = layout_of(document, look);
  return look.used() < narrowest_table || layout.cells.empty() ? blocks(document, look)
                                                               : wide_table(document, look, layout);
}

}  // namespace gameday::report
