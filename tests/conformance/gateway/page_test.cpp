// docs/failures.md: the table for people, written from expected.tsv. GAMEDAY_UPDATE_GOLDEN=1 writes
// its second part anew; the first is written by hand.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "faults/directory.hpp"
#include "table.hpp"

namespace gameday::test {
namespace {

const std::string page = std::string(GAMEDAY_SOURCE_DIR) + "/docs/failures.md";
constexpr std::string_view from_here =
    "<!-- From here on written by tests/conformance/gateway/page_test.cpp -->\n";

struct Chapter {
  std::string_view title;
  std::string_view last;  // failure
};
constexpr std::array chapters = {
    Chapter{"Status", "F15"},
    Chapter{"Timing", "F21"},
    Chapter{"Connections that break in an answer", "F27"},
    Chapter{"What a stream or an answer says", "F42"},
    Chapter{"Encoding and size", "F46"},
    Chapter{"Connections and clients", "F53"},
    Chapter{"What takes more than one request", "F57"},
};

/// `the lifeboat's answer<br>3 · 1 s`
std::string told(const ExpectedRow& row, bool streamed) {
  const auto cell = cell_of(row, streamed);
  if (!cell) {
    return "–";
  }
  const std::string end = cell->end == "primary"    ? "the primary's answer"
                          : cell->end == "lifeboat" ? "the lifeboat's answer"
                          : cell->end == "in-band"  ? "an error in the stream"
                          : cell->end == "left"     ? "it has left"
                                                    : "a " + cell->end;
  const std::string attempts = cell->attempts ? std::to_string(*cell->attempts) : "?";
  return fmt::format("{}<br>{} · {:g} s", end, attempts, cell->seconds);
}

std::string capital(std::string text) {
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string chapter_of(const std::vector<ExpectedRow>& rows, std::string_view after,
                       const Chapter& chapter) {
  std::string text = fmt::format("\n## {}\n", chapter.title);
  for (const faults::DirectoryEntry& failure : faults::directory()) {
    if (failure.id.empty() || failure.id <= after || failure.id > chapter.last) {
      continue;
    }
    text += fmt::format("\n**{} {}**: {}\n\n", failure.id, failure.slug, failure.title);
    text += "| injected | unary | streamed | why |\n| --- | --- | --- | --- |\n";
    for (const ExpectedRow& row : rows) {
      if (row.failure == failure.id) {
        text += fmt::format("| `{}`{}{} | {} | {} | {} |\n", row.injection,
                            row.what_else.empty() ? "" : "<br>", row.what_else, told(row, false),
                            told(row, true), capital(row.why));
      }
    }
  }
  return text;
}

std::string written() {
  const std::vector<ExpectedRow> rows = expected_rows();
  std::string text(from_here);
  std::string_view after;
  for (const Chapter& chapter : chapters) {
    text += chapter_of(rows, after, chapter);
    after = chapter.last;
  }
  return text;
}

std::string read_page() {
  std::ifstream file(page);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Page, SaysWhatTheTableSays) {
  const std::string text = read_page();
  const std::size_t at = text.find(from_here);
  ASSERT_NE(at, std::string::npos) << page << " has no line " << from_here;
  if (std::getenv("GAMEDAY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(page) << text.substr(0, at) << written();
  }
  std::istringstream found(read_page().substr(at));
  std::istringstream wanted(written());
  std::string line;
  std::string other;
  for (int number = 1; found || wanted; ++number) {
    line = other = "(the end)";
    std::getline(found, line);
    std::getline(wanted, other);
    ASSERT_EQ(line, other) << page << ", line " << number << " of its second part";
  }
}

}  // namespace
}  // namespace gameday::test
