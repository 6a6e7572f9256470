// What a good `notify` becomes, and what is never shown of it.
#include <gtest/gtest.h>

#include "config/scenario.hpp"
#include "config/secrets.hpp"

namespace gameday::config {
namespace {

constexpr const char* head = R"(gameday: 1
providers: {openai: {mock: openai}}
arms: {a: {direct: openai, model: m}}
load: {requests: [{prompt: p}]}
experiments: [{name: one}]
)";

std::optional<std::string> variables(const std::string& name) {
  return name == "HOOK" ? std::optional<std::string>("https://hooks.example.com/s3cret")
                        : std::nullopt;
}

std::optional<GameDay> parsed(const std::string& more) {
  Findings findings;
  auto day = parse_game_day("dir/s.yaml", head + more, {}, variables, findings);
  for (const Problem& problem : findings.problems) {
    ADD_FAILURE() << to_line(problem);
  }
  return day;
}

TEST(Notify, HooksAreRead) {
  const auto day = parsed(R"(notify:
  - {slack: env.HOOK, events: [announced, skipped, fault on], lead: [24h, 15m]}
  - {webhook: "https://ops.internal/game?token=t0p", secret: env.MISSING}
  - {command: [./page.sh, "now and here"], events: finished}
  - {command: [logger]}
)");
  ASSERT_TRUE(day);
  const auto& hooks = day->rig.hooks;
  ASSERT_EQ(hooks.size(), 4U);
  EXPECT_EQ(hooks[0].name, "notify[0] (slack env.HOOK)");
  EXPECT_EQ(hooks[0].url_variable->value, "https://hooks.example.com/s3cret");
  EXPECT_EQ(hooks[0].events, (std::set{rig::HookEvent::announced, rig::HookEvent::skipped,
                                       rig::HookEvent::fault_on}));
  EXPECT_EQ(hooks[0].lead, (std::vector<Duration>{24h, 15min}));
  EXPECT_EQ(hooks[1].name, "notify[1] (webhook)");
  EXPECT_EQ(hooks[1].url, "https://ops.internal/game?token=t0p");
  EXPECT_EQ(hooks[1].events.size(), rig::hook_events.size());
  EXPECT_FALSE(hooks[1].secret->value);  // told when a real run begins, not here
  EXPECT_EQ(hooks[1].lead, std::vector<Duration>{15min});
  EXPECT_EQ(hooks[2].command, (std::vector<std::string>{"dir/page.sh", "now and here"}));
  EXPECT_EQ(hooks[3].command, std::vector<std::string>{"logger"});
}

TEST(Notify, AProgramBesideTheScenarioIsNotLookedForInThePath) {
  Findings findings;
  const std::string text = std::string(head) + "notify: [{command: [./page.sh]}]\n";
  const auto day = parse_game_day("s.yaml", text, {}, variables, findings);
  ASSERT_TRUE(day);
  EXPECT_EQ(day->rig.hooks[0].command, std::vector<std::string>{"./page.sh"});
}

TEST(Notify, UrlsAreStarsWhereverTheFileIsShown) {
  const auto day = parsed("notify: [{webhook: \"https://ops.internal/game/t0p?k=t0p\"}]\n");
  ASSERT_TRUE(day);
  EXPECT_EQ(day->scenario.text.find("t0p"), std::string::npos) << day->scenario.text;
  EXPECT_NE(day->scenario.text.find("https://ops.internal*"), std::string::npos)
      << day->scenario.text;

  EXPECT_EQ(starred("{webhook: https://a.b/c, x: y}"), "{webhook: https://a.b**, x: y}");
  EXPECT_EQ(starred("slack: 'http://a.b?c'"), "slack: 'http://a.b**'");
  EXPECT_EQ(starred("webhook: https://a.b"), "webhook: https://a.b");
  EXPECT_EQ(starred("{http: \"https://a.b/c?d=e\"}"), "{http: \"https://a.b/c?***\"}");
  EXPECT_EQ(starred("url: http://a.b/c?d=e"), "url: http://a.b/c?d=e");
  EXPECT_EQ(starred("webhook:\n  https://a.b/c"), "webhook:\n  https://a.b**");
  EXPECT_EQ(starred("notify[0].webhook=https://a.b/c"), "notify[0].webhook=https://a.b**");
  EXPECT_EQ(starred("{secret: abc, secret: env.X, \"secret\": 'd e'}"),
            "{secret: ***, secret: env.X, \"secret\": '***'}");
  EXPECT_EQ(starred("webhook"), "webhook");
  EXPECT_EQ(starred("slack: "), "slack: ");
  EXPECT_EQ(starred("http:"), "http:");
}

}  // namespace
}  // namespace gameday::config
