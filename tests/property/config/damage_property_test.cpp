// Damaged files: each either reads, or is told with at least one problem that says where.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "config/gateway.hpp"
#include "config/scenario.hpp"

namespace gameday::config {
namespace {

std::optional<std::string> no_variable(const std::string&) {
  return std::nullopt;
}

std::string whole(const char* path) {
  std::filesystem::current_path(GAMEDAY_SOURCE_DIR);
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool any_placed_error(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.severity == Problem::Severity::error && problem.place.line > 0 &&
           problem.place.column > 0 && problem.place.length > 0 && !problem.what.empty();
  });
}

// Reads it as the file it was; true when it was read.
bool survives_scenario(const std::string& text) {
  Findings findings;
  const bool read =
      parse_game_day("scenarios/llm-game-day.yaml", text, {}, no_variable, findings).has_value();
  EXPECT_NE(read, findings.any_error()) << text;
  EXPECT_TRUE(read || any_placed_error(findings.problems)) << text;
  return read;
}

bool survives_gateway(const std::string& text) {
  Problems problems("tuned.json");
  const bool read = parse_gateway(text, no_variable, problems).has_value();
  EXPECT_NE(read, problems.any_error()) << text;
  EXPECT_TRUE(read || any_placed_error(problems.list())) << text;
  return read;
}

// One to three bytes changed, taken out, doubled or moved, mostly by letters that mean something.
std::string damaged(std::string text, Rng& rng) {
  constexpr std::string_view letters = "{}[]:,-#&*!|>'\"%@`? \t\n\\0aZ\x80\xC3\xFF\x7F";
  for (std::uint64_t left = 1 + rng.below(3); left > 0; --left) {
    const std::size_t at = rng.below(text.size());
    const char letter = letters[rng.below(letters.size())];
    switch (rng.below(4)) {
      case 0:
        text[at] = letter;
        break;
      case 1:
        text.erase(at, 1 + rng.below(8));
        break;
      case 2:
        text.insert(at, 1 + rng.below(3), letter);
        break;
      default:
        text.insert(at, text.substr(rng.below(text.size()), rng.below(40)));
    }
  }
  return text;
}

TEST(Damage, EveryTruncationOfAScenario) {
  const std::string text = whole("scenarios/llm-game-day.yaml");
  ASSERT_TRUE(survives_scenario(text));
  for (std::size_t length = 0; length < text.size(); ++length) {
    survives_scenario(text.substr(0, length));
  }
}

TEST(Damage, TwoThousandMutationsOfAScenario) {
  const std::string text = whole("scenarios/llm-game-day.yaml");
  Rng rng = Seed(1).stream("damage/scenario");
  int read = 0;
  for (int i = 0; i < 2000; ++i) {
    read += survives_scenario(damaged(text, rng)) ? 1 : 0;
  }
  EXPECT_GT(read, 100);  // comments and prompts may be damaged freely
  EXPECT_LT(read, 1500);
}

TEST(Damage, EveryTruncationAndManyMutationsOfAGateway) {
  const std::string text = whole("scenarios/gateways/tuned.json");
  ASSERT_TRUE(survives_gateway(text));
  for (std::size_t length = 0; length + 2 < text.size(); ++length) {
    EXPECT_FALSE(survives_gateway(text.substr(0, length)));
  }
  Rng rng = Seed(1).stream("damage/gateway");
  for (int i = 0; i < 2000; ++i) {
    survives_gateway(damaged(text, rng));
  }
}

}  // namespace
}  // namespace gameday::config
