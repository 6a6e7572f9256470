#include "table.hpp"

#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace gameday::test {
namespace {

std::vector<std::string> split(const std::string& line, const std::string& by) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = line.find(by); at != std::string::npos; at = line.find(by, from)) {
    parts.push_back(line.substr(from, at - from));
    from = at + by.size();
  }
  parts.push_back(line.substr(from));
  return parts;
}

SetUp set_up_of(const std::string& words) {
  SetUp made;
  for (const std::string& word : split(words, ", ")) {
    unsigned count = 0;
    if (word == "parameters") {
      made.parameters = true;
    } else if (word == "tools") {
      made.tools = true;
    } else if (word == "schema") {
      made.schema = true;
    } else if (word == "checked") {
      made.checked = true;
    } else if (word == "1 MiB") {
      made.large = true;
    } else if (word == "lifeboat refuses them") {
      made.lifeboat_refuses = true;
    } else if (word == "https") {
      made.https = true;
    } else if (word == "leaves after 200ms") {
      made.leaves = true;
    } else if (std::sscanf(word.c_str(), "each of %u requests", &count) == 1) {
      made.requests = count;
      made.each = true;
    } else if (word.ends_with(" request") && std::sscanf(word.c_str(), "%u", &count) == 1) {
      made.requests = count;
    } else {
      ADD_FAILURE() << "the table's head does not know: " << word;
    }
  }
  EXPECT_GE(made.requests, 1U) << words;
  return made;
}

}  // namespace

std::vector<ExpectedRow> expected_rows() {
  std::ifstream file(conformance_folder + "expected.tsv");
  std::vector<ExpectedRow> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') {
      continue;
    }
    const std::vector<std::string> parts = split(line, "\t");
    if (parts.size() != 5 && parts.size() != 6) {
      ADD_FAILURE() << "5 columns, or 6: " << line;
      continue;
    }
    ExpectedRow row{parts[0], parts[1], {parts[2], parts[3]}, parts[4], {}, {}};
    if (parts.size() == 6) {
      row.what_else = parts[5];
      row.set_up = set_up_of(parts[5]);
    }
    rows.push_back(std::move(row));
  }
  EXPECT_FALSE(rows.empty());
  return rows;
}

std::optional<Cell> cell_of(const ExpectedRow& row, bool streamed) {
  const std::string& text = row.cells[streamed ? 1 : 0];
  if (text == "-") {
    return std::nullopt;
  }
  const std::vector<std::string> words = split(text, " ");
  if (words.size() != 3) {
    ADD_FAILURE() << row.failure << ": END ATTEMPTS SECONDS, not " << text;
    return std::nullopt;
  }
  Cell cell;
  cell.end = words[0];
  if (words[1] != "?") {
    cell.attempts = std::stoul(words[1]);
  }
  cell.seconds = std::stod(words[2]);
  return cell;
}

std::string flow_of(const ExpectedRow& row) {
  return row.injection.starts_with('{') ? row.injection : '{' + row.injection + '}';
}

std::string name_of(const ExpectedRow& row, bool streamed) {
  return fmt::format("{} {} {}{}{}", row.failure, streamed ? "streamed" : "unary", row.injection,
                     row.what_else.empty() ? "" : ", ", row.what_else);
}

bool meets(const Seen& seen, const Cell& expected) {
  return seen.end == expected.end && seen.seconds <= expected.seconds &&
         (!expected.attempts || seen.attempts <= *expected.attempts);
}

std::string told(const Seen& seen) {
  return fmt::format("{} {} {:.3g}", seen.end, seen.attempts, seen.seconds);
}

}  // namespace gameday::test
