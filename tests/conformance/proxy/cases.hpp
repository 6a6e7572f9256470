#pragma once
// Files of cases, `request | injection` a line, and the golden files beside them.

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace gameday::test {

inline const std::string cases_folder =
    std::string(GAMEDAY_SOURCE_DIR) + "/tests/conformance/proxy/";

struct Case {
  std::string request;
  std::string injection;
  bool has(std::string_view word) const { return request.find(word) != std::string::npos; }
};

inline std::string read_file(const std::string& name) {
  std::ifstream file(cases_folder + name);
  EXPECT_TRUE(file) << cases_folder + name;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// There are some.
inline std::vector<Case> cases_in(const std::string& name) {
  std::vector<Case> all;
  std::istringstream lines(read_file(name));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t bar = line.find(" | ");
    if (bar != std::string::npos && line[0] != '#') {
      all.push_back({line.substr(0, bar), line.substr(bar + 3)});
    }
  }
  EXPECT_FALSE(all.empty()) << name;
  return all;
}

/// Is what stands in the file; GAMEDAY_UPDATE_GOLDEN writes it there first. Says where they part,
/// for the whole is too long to be read.
inline void expect_golden(const std::string& name, const std::string& text) {
  if (std::getenv("GAMEDAY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(cases_folder + name) << text;
  }
  std::istringstream golden(read_file(name));
  std::istringstream found(text);
  std::string wanted;
  std::string got;
  for (int line = 1; golden || found; ++line) {
    wanted = got = "(the end)";
    std::getline(golden, wanted);
    std::getline(found, got);
    ASSERT_EQ(got, wanted) << name << ':' << line;
  }
}

}  // namespace gameday::test
