// docs/faults.md has every word that the parser takes, and the catalogue as it is.
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "faults/catalogue.hpp"
#include "faults/words.hpp"
#include "llm/dialect_answers.hpp"

namespace gameday::faults {
namespace {

std::string documentation() {
  std::ifstream file(GAMEDAY_SOURCE_DIR "/docs/faults.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Docs, HaveTheCatalogueAsItIs) {
  const std::string docs = documentation();
  for (const CatalogueEntry& entry : catalogue()) {
    std::vector<std::string> parameters;
    for (const Parameter& parameter : entry.parameters) {
      parameters.push_back(fmt::format("`{}`: {}", parameter.name, parameter.values));
    }
    const std::string cells = fmt::format("{} |", fmt::join(parameters, "; "));
    const std::string row =
        fmt::format("| {}{}`{}` | {} `{}` |\n", entry.id, entry.id.empty() ? "| " : " | ",
                    entry.slug, parameters.empty() ? "|" : cells, entry.expands_to);
    EXPECT_NE(docs.find(row), std::string::npos) << row;
  }
}

TEST(Docs, HaveEveryWord) {
  const std::string docs = documentation();
  const auto expect = [&](const Words& words) {
    for (const std::string_view word : words) {
      EXPECT_NE(docs.find('`' + std::string(word) + '`'), std::string::npos) << word;
    }
  };
  expect(llm::error_names());
  expect(llm::error_forms());
  expect(later_keys());
}

}  // namespace
}  // namespace gameday::faults
