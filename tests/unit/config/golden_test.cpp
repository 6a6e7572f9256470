// golden/*.yaml and golden/*.json: bad input, and beside each what is said about it. A person reads
// these texts. GAMEDAY_UPDATE_GOLDEN=1 writes them anew.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "config/gateway.hpp"
#include "config/scenario.hpp"

namespace gameday::config {
namespace {

namespace fs = std::filesystem;

const fs::path folder = "tests/unit/config/golden";

std::optional<std::string> no_variable(const std::string&) {
  return std::nullopt;
}

std::string said_about(const fs::path& file) {
  Findings findings;
  bool read = false;
  if (file.extension() == ".json") {
    read = read_gateway(file.string(), no_variable, findings).has_value();
  } else {
    read = read_game_day(file.string(), {}, no_variable, findings).has_value();
  }
  std::string said = read ? "it was read\n" : "";
  for (const Problem& problem : findings.problems) {
    said += to_line(problem) + '\n';
  }
  return said;
}

std::string whole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, IsSaidAsWritten) {
  fs::current_path(GAMEDAY_SOURCE_DIR);
  const fs::path file = folder / GetParam();
  const fs::path expected = file.string() + ".expected";
  const std::string said = said_about(file);
  if (std::getenv("GAMEDAY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected, std::ios::binary) << said;
  }
  EXPECT_EQ(said, whole(expected));
  EXPECT_EQ(said.find("it was read"), std::string::npos);
}

std::vector<std::string> bad_files() {
  fs::current_path(GAMEDAY_SOURCE_DIR);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".yaml" || extension == ".json") {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string as_test_name(const ::testing::TestParamInfo<std::string>& file) {
  std::string name = file.param;
  for (char& letter : name) {
    letter = std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, ::testing::ValuesIn(bad_files()), as_test_name);

}  // namespace
}  // namespace gameday::config
