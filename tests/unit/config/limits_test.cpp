// Every limit has a name, and here somebody reaches it. None of these may take long.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "config/scenario.hpp"
#include "syntax/file.hpp"
#include "syntax/json.hpp"
#include "syntax/yaml.hpp"

namespace gameday::config {
namespace {

using namespace syntax;

std::string said(const std::vector<Problem>& problems) {
  std::string lines;
  for (const Problem& problem : problems) {
    lines += to_line(problem) + '\n';
  }
  return lines;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

// The last problem with `text`, which must not read.
template <class Parse>
std::string refused(Parse parse, const std::string& text) {
  Problems problems("f");
  EXPECT_FALSE(parse(text, problems));
  return problems.list().empty() ? "" : to_line(problems.list().back());
}

class Temporary {
 public:
  explicit Temporary(const std::string& name)
      : path_((std::filesystem::temp_directory_path() /
               (name + std::to_string(reinterpret_cast<std::uintptr_t>(this))))
                  .string()) {}
  ~Temporary() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(Limits, ATwentyMegabyteFileIsRefusedUnread) {
  const Temporary file("gameday-large");
  std::ofstream(file.path()) << "gameday: 1\n";
  std::filesystem::resize_file(file.path(), 20 * 1024 * 1024);
  Findings findings;
  EXPECT_FALSE(read_game_day(file.path(), {}, {}, findings));
  EXPECT_EQ(said(findings.problems),
            file.path() + ": is 20.0 MiB; at most 1 MiB is read: is this the right file?\n");
  EXPECT_EQ(refused(parse_yaml, std::string(largest_file + 1, ' ')),
            "f: is larger than 1 MiB; at most that is read: is this the right file?");
}

TEST(Limits, FilesThatCannotBeRead) {
  Problems problems("/no/such/file");
  EXPECT_FALSE(read_file("/no/such/file", problems));
  EXPECT_FALSE(read_file("/", problems));
  EXPECT_FALSE(read_file("/proc/self/mem", problems));
  EXPECT_EQ(said(problems.list()),
            "/no/such/file: does not exist\n"
            "/no/such/file: is a directory; name a file in it\n"
            "/no/such/file: cannot be read: Input/output error\n");
}

TEST(Limits, DeepNestingIsRefusedQuickly) {
  const std::string deep = "more than 64 collections inside one another; is a bracket missing?";
  // yaml-cpp looks for the `:` after it first, and takes it for the key of a map.
  EXPECT_EQ(refused(parse_yaml, repeated("[", 100'000)),
            "f:1:1: a key is one text; if this should be a text, put it in quotes");
  EXPECT_EQ(refused(parse_yaml, repeated("[", 10'000) + repeated("]", 10'000)), "f:1:65: " + deep);
  EXPECT_EQ(refused(parse_yaml, repeated("- ", 50'000)), "f:1:129: " + deep);
  EXPECT_EQ(refused(parse_yaml, repeated("a: {", 25'000)), "f:1:256: " + deep);
  EXPECT_EQ(refused(parse_json, repeated("[", 1'000'000)), "f:1:65: " + deep);
  EXPECT_EQ(refused(parse_json, repeated("{\"a\":", 200'000)), "f:1:321: " + deep);
  Problems problems("f");
  EXPECT_TRUE(parse_yaml(repeated("[", 64) + repeated("]", 64), problems));
  EXPECT_TRUE(parse_json(repeated("[", 64) + repeated("]", 64), problems));
}

TEST(Limits, LaughsAreNotMultiplied) {
  std::string text = "a: &a [x, x]\n";
  for (char name = 'b'; name <= 'z'; ++name) {
    const std::string before(1, static_cast<char>(name - 1));
    text += std::string(1, name) + ": &" + name + " [*" + before + ", *" + before + "]\n";
  }
  EXPECT_EQ(refused(parse_yaml, text),
            "f:1:4: a: anchors and aliases (&, *) are not used here; write the value out, in "
            "quotes if it is a text");
}

// A scenario in which only the parts in question are unusual.
std::string scenario(const std::string& providers, const std::string& arms,
                     const std::string& experiments) {
  return "gameday: 1\nload: {rate: 1/s, requests: [{prompt: p}]}\nproviders: {openai: {mock: "
         "openai}" +
         providers + "}\narms: {a: {direct: openai, model: m}" + arms +
         "}\nexperiments: [{name: e, inject: [{into: openai, share: 1/100, fault: tar-pit}" +
         experiments + "\n";
}

std::string refused_scenario(const std::string& text) {
  Findings findings;
  EXPECT_FALSE(parse_game_day("f", text, {}, {}, findings));
  return said(findings.problems);
}

std::string numbered(std::size_t count, const std::string& before, const std::string& after) {
  std::string all;
  for (std::size_t i = 1; i <= count; ++i) {
    all += ", " + before + std::to_string(i) + after;
  }
  return all;
}

TEST(Limits, CountsAreNamed) {
  Findings findings;
  const std::string full = scenario(
      numbered(most_providers - 1, "p", ": {mock: openai}"),
      numbered(most_arms - 1, "a", ": {direct: openai, model: m}"),
      numbered(most_injections - 1, "{name: f", ", share: 1/100, into: openai, fault: tar-pit}") +
          "]}" + numbered(most_experiments - 1, "{name: e", "}") + "]");
  EXPECT_TRUE(parse_game_day("f", full, {}, {}, findings)) << said(findings.problems);

  EXPECT_EQ(
      refused_scenario(scenario(numbered(most_providers, "p", ": {mock: openai}"), "", "]}]")),
      "f:3:1: providers: 33 are here; at most 32 are allowed\n");
  EXPECT_EQ(refused_scenario(
                scenario("", numbered(most_arms, "a", ": {direct: openai, model: m}"), "]}]")),
            "f:4:1: arms: 33 are here; at most 32 are allowed\n");
  EXPECT_EQ(
      refused_scenario(scenario("", "", "]}" + numbered(most_experiments, "{name: e", "}") + "]")),
      "f:5:1: experiments: 65 are here; at most 64 are allowed\n");
  EXPECT_EQ(refused_scenario(scenario(
                "", "",
                numbered(most_injections, "{name: f", ", into: openai, fault: tar-pit}") + "]}]")),
            "f:5:25: experiments[0].inject: 65 are here; at most 64 are allowed\n");
}

/// A gateway that is paused and goes on, all the time.
std::string with_actions(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    list += std::string(i > 0 ? ", " : "") + "{at: " + std::to_string(100 * (i + 1)) + "ms, " +
            (i % 2 == 0 ? "pause" : "resume") + ": {arm: g}}";
  }
  const std::string gateway = GAMEDAY_SOURCE_DIR "/tests/sim/rig/keep-state.json";
  return scenario(", lifeboat: {mock: openai}", ", g: {gateway: " + gateway + "}",
                  "], actions: [" + list + "]}]");
}

TEST(Limits, ActionsAreCountedInEachExperiment) {
  Findings findings;
  const auto day = parse_game_day("f", with_actions(most_actions), {}, {}, findings);
  ASSERT_TRUE(day) << said(findings.problems);
  EXPECT_EQ(day->scenario.experiments[0].actions.size(), most_actions);
  EXPECT_EQ(refused_scenario(with_actions(most_actions + 1)),
            "f:5:81: experiments[0].actions: 65 are here; at most 64 are allowed\n");
}

std::string with_preflights(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    list += std::string(i > 0 ? ", " : "") + "{command: [\"true\"]}";
  }
  return scenario("", "", "]}]") + "schedule: {time_zone: UTC, preflight: [" + list + "]}\n";
}

TEST(Limits, PreflightsAreAFew) {
  Findings findings;
  const auto day = parse_game_day("f", with_preflights(16), {}, {}, findings);
  ASSERT_TRUE(day) << said(findings.problems);
  EXPECT_EQ(day->rig.preflight.size(), 16U);
  EXPECT_EQ(refused_scenario(with_preflights(17)),
            "f:6:28: schedule.preflight: 17 are here; at most 16 are allowed\n");
}

TEST(Limits, NamesAreShortAndPrintable) {
  const std::string longest(longest_name, 'x');
  Findings findings;
  const std::string fits = scenario("", ", " + longest + ": {direct: openai, model: m}", "]}]");
  EXPECT_TRUE(parse_game_day("f", fits, {}, {}, findings));
  EXPECT_EQ(refused_scenario(scenario("", ", " + longest + "y: {direct: openai, model: m}", "]}]")),
            "f:4:39: arms." + longest + "y: the name of an arm is longer than 64 characters\n");
  EXPECT_EQ(refused_scenario(scenario("", R"(, "a\nb": {direct: openai, model: m})", "]}]")),
            "f:4:39: arms.a\nb: the name of an arm takes one line of text without blanks around "
            "it\n");
  EXPECT_EQ(refused_scenario(scenario(", \"\": {mock: openai}", "", "]}]")),
            "f:3:37: providers.: the name of a provider is empty; write one\n");
  EXPECT_EQ(refused_scenario(scenario(", a/b: {mock: openai}", "", "]}]")),
            "f:3:37: providers.a/b: a provider's name has no \"/\": targets are written "
            "provider/model\n");
}

TEST(Limits, APromptFileIsNotADatabase) {
  const Temporary file("gameday-prompt");
  std::ofstream(file.path()) << "x";
  std::filesystem::resize_file(file.path(), largest_file + 1);
  std::string text = scenario("", "", "]}]");
  text.replace(text.find("prompt: p"), 9, "prompt_file: " + file.path());
  EXPECT_EQ(refused_scenario(text),
            "f:2:44: load.requests[0].prompt_file: " + file.path() +
                " is 1.0 MiB; at most 1 MiB is read: is this the right file?\n");
}

}  // namespace
}  // namespace gameday::config
