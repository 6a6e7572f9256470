#pragma once
// Texts that a person has read and found good. GAMEDAY_UPDATE_GOLDEN=1 writes them anew; read the
// difference before you commit it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace gameday::test {

inline void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(GAMEDAY_SOURCE_DIR) + "/tests/unit/report/golden/" + name;
  if (std::getenv("GAMEDAY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
  }
  std::ostringstream golden;
  golden << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(golden.str(), text) << path;
}

}  // namespace gameday::test
