// Who may ask a gateway, and where it writes down that they did.

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/gateway.hpp"
#include "config/shown_text.hpp"

namespace gameday::config {
namespace {

std::string with(const std::string& more) {
  return R"({"providers": {"openai": {"keys": ["env.A"]}}, "fallbacks": ["openai/m"], )" + more +
         "}";
}

std::optional<std::string> variables(const std::string& name) {
  return name == "TOKEN" ? std::optional<std::string>("t0ken") : std::nullopt;
}

/// The one thing that is wrong with it.
std::string problem_of(const std::string& more) {
  Problems problems("gw.json");
  const auto read = parse_gateway(with(more), variables, problems);
  EXPECT_FALSE(read) << more;
  EXPECT_EQ(problems.list().size(), 1U) << more;
  return problems.list().empty() ? "" : to_line(problems.list()[0]);
}

TEST(Clients, TokensComeFromTheEnvironment) {
  Problems problems("gw.json");
  const auto read = parse_gateway(
      with(R"("clients": {"//": "who", "tokens": ["env.TOKEN", "env.UNSET"]}, "access_log": "-")"),
      variables, problems);
  ASSERT_TRUE(read) << to_line(problems.list()[0]);
  ASSERT_EQ(read->tokens.size(), 2U);
  EXPECT_EQ(read->tokens[0].value, "t0ken");
  EXPECT_EQ(read->tokens[0].source, "env.TOKEN");
  EXPECT_EQ(read->tokens[1].value, "");  // no error here: only who starts it must refuse
  EXPECT_EQ(read->access_log, "-");
}

TEST(Clients, OrFromAFileWithOneALine) {
  const auto path =
      std::filesystem::path(testing::TempDir()) / fmt::format("gameday-tokens-{}", getpid());
  std::ofstream(path) << "# ours\n\n  one \r\ntwo";
  const auto text =
      with(fmt::format(R"("clients": {{"tokens": ["file:{}", "file:/nowhere"]}})", path.string()));
  Problems problems("gw.json");
  const auto read = parse_gateway(text, variables, problems);
  std::filesystem::remove(path);
  ASSERT_TRUE(read) << to_line(problems.list()[0]);
  ASSERT_EQ(read->tokens.size(), 3U);
  EXPECT_EQ(read->tokens[0].value, "one");
  EXPECT_EQ(read->tokens[1].value, "two");
  EXPECT_EQ(read->tokens[1].source, "file:" + path.string());
  EXPECT_EQ(read->tokens[2].value, "");
}

/// What is wrong with a list of one file of tokens and a variable, with this text in the file.
std::string problem_with_file(const std::string& tokens) {
  const auto path =
      std::filesystem::path(testing::TempDir()) / fmt::format("gameday-many-{}", getpid());
  std::ofstream(path) << tokens;
  Problems problems("gw.json");
  parse_gateway(
      with(fmt::format(R"("clients": {{"tokens": ["env.TOKEN", "file:{}"]}})", path.string())),
      variables, problems);
  std::filesystem::remove(path);
  return problems.list().empty() ? "" : to_line(problems.list()[0]);
}

TEST(Clients, AFileHasNoMoreThanAList) {
  std::string tokens;
  for (int i = 0; i < 63; ++i) {
    tokens += fmt::format("token-{}\n", i);
  }
  EXPECT_EQ(problem_with_file(tokens), "");
  EXPECT_NE(problem_with_file(tokens + "one more\n")
                .find("clients.tokens[1]: these are more than 64 tokens in all"),
            std::string::npos);
  EXPECT_NE(problem_with_file(std::string(64 * 1024 + 1, '#')).find("has 65537 bytes"),
            std::string::npos);
}

TEST(Clients, ATokenNeverStandsInTheConfigAndIsNotRepeated) {
  for (const char* token :
       {R"("hunter2")", R"("env.")", R"("env.hunter 2")", R"("file:")", "7", R"({"value": "x"})"}) {
    const std::string said = problem_of(fmt::format(R"("clients": {{"tokens": [{}]}})", token));
    EXPECT_NE(
        said.find("clients.tokens[0]: a token never stands in the config; write \"env.NAME\""),
        said.npos)
        << said;
    EXPECT_EQ(said.find("hunter2"), said.npos) << said;
  }
  EXPECT_NE(problem_of(R"("clients": {"tokens": ["file:tokens"]})").find("relative"),
            std::string::npos);
  const std::string shown = shown_text(R"({"clients": {"tokens": ["hunter2", "env.TOKEN"]}})");
  EXPECT_EQ(shown, R"({"clients": {"tokens": ["*******", "env.TOKEN"]}})");
  EXPECT_EQ(shown_text(R"({"clients": {"tokens": "hunter2"}})"),
            R"({"clients": {"tokens": "*******"}})");  // no list is a mistake, and shown as one
}

TEST(Clients, AListThatIsNoneIsAMistake) {
  for (const char* clients : {R"({"tokens": []})", R"({})", R"({"tokens": "env.TOKEN"})", "[]",
                              R"({"tokens": ["env.TOKEN"], "token": 1})"}) {
    Problems problems("gw.json");
    EXPECT_FALSE(parse_gateway(with(fmt::format(R"("clients": {})", clients)), variables, problems))
        << clients;
  }
}

TEST(Clients, FileTextKeepsNoToken) {
  Problems problems("gw.json");
  const std::string text = with(R"("//": "t0ken-t0ken", "clients": {"tokens": ["env.LONG"]})");
  const auto long_one = [](const std::string& name) {
    return name == "LONG" ? std::optional<std::string>("t0ken-t0ken") : std::nullopt;
  };
  const auto read = parse_gateway(text, long_one, problems);
  ASSERT_TRUE(read);
  EXPECT_EQ(with_secrets_masked(text, *read).find("t0ken-t0ken"), std::string::npos);
}

}  // namespace
}  // namespace gameday::config
