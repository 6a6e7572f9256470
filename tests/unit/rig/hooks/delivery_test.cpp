// Which event gives which message to whom, byte for byte.

#include "rig/hooks/delivery.hpp"

#include <map>

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace gameday::rig {
namespace {

Hook slack() {
  Hook hook;
  hook.kind = Hook::Kind::slack;
  hook.url_variable = FromEnvironment{"HOOK", "https://hooks.example.com/services/T0/B0/secret"};
  return hook;
}

Hook webhook() {
  Hook hook;
  hook.kind = Hook::Kind::webhook;
  hook.url = "http://ops.internal/game?token=t";
  hook.secret = FromEnvironment{"KEY", "Jefe"};
  return hook;
}

Hook command() {
  Hook hook;
  hook.kind = Hook::Kind::command;
  hook.command = {"./page.sh", "now"};
  return hook;
}

Note note(HookEvent event) {
  Note note;
  note.event = event;
  note.at = "2026-12-08T10:00:00.000Z";
  note.title = "Build summaries";
  note.file = "s.yaml";
  note.run = "reports/runs/x";
  note.seed = 7;
  note.plan_hash = "9f3c";
  return note;
}

TEST(Deliveries, EachHookGetsTheEventsItNames) {
  Hook quiet = slack();
  quiet.events = {HookEvent::skipped, HookEvent::finished};
  const std::vector<Hook> hooks = {quiet, webhook(), command()};
  for (const HookEvent event : hook_events) {
    const auto all = deliveries_of(hooks, note(event));
    const bool named = event == HookEvent::skipped || event == HookEvent::finished;
    ASSERT_EQ(all.size(), named ? 3U : 2U) << event_word(event);
    EXPECT_EQ(all.front().hook, named ? 0U : 1U);
    EXPECT_EQ(all.back().hook, 2U);
  }
}

TEST(Deliveries, AnAnnouncementGoesToThoseWhoAskedForItsLead) {
  Hook early = slack();
  early.lead = {24h, 15min};
  Note announced = note(HookEvent::announced);
  announced.lead = 24h;
  EXPECT_EQ(deliveries_of({early, command()}, announced).size(), 1U);
  announced.lead = 15min;
  EXPECT_EQ(deliveries_of({early, command()}, announced).size(), 2U);
  EXPECT_EQ(leads_of({early, command()}), (std::set<Duration>{15min, 24h}));
  early.events = {HookEvent::finished};
  EXPECT_EQ(leads_of({early}), std::set<Duration>{});
}

TEST(Deliveries, AWebhookIsSignedOverItsExactBody) {
  Note on = note(HookEvent::fault_on);
  on.fault = "rate-limited";
  on.provider = "openai";
  on.experiment = "429 storm";
  on.labels["env"] = "staging";
  const auto all = deliveries_of({webhook()}, on);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].url, "http://ops.internal/game?token=t");
  EXPECT_EQ(all[0].body,
            R"json({"gameday":1,"event":"fault on","at":"2026-12-08T10:00:00.000Z",)json"
            R"json("text":"Build summaries: fault on: rate-limited into openai (429 storm)",)json"
            R"json("title":"Build summaries","file":"s.yaml","run":"reports/runs/x","seed":7,)json"
            R"json("plan_hash":"9f3c","experiment":"429 storm","provider":"openai",)json"
            R"json("fault":"rate-limited","labels":{"env":"staging"}})json");
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"Content-Type", "application/json"},
      {"X-Gameday-Event", "fault on"},
      {"X-Gameday-Signature", "sha256=" + hmac_sha256_hex("Jefe", all[0].body)}};
  EXPECT_EQ(all[0].headers, expected);
}

TEST(Deliveries, WithoutASecretThereIsNoSignature) {
  Hook hook = webhook();
  hook.secret.reset();
  const auto deliveries = deliveries_of({hook}, note(HookEvent::started));
  for (const auto& [name, value] : deliveries.at(0).headers) {
    EXPECT_NE(name, "X-Gameday-Signature");
  }
}

TEST(Deliveries, SlackGetsOneTextThatCallsNobody) {
  Note skipped = note(HookEvent::skipped);
  skipped.title = "<!channel> & \x1b[31mred\nline";
  skipped.why = "frozen";
  const auto all = deliveries_of({slack()}, skipped);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].url, "https://hooks.example.com/services/T0/B0/secret");
  EXPECT_EQ(all[0].body,
            "{\"text\":\"&lt;!channel&gt; &amp;  [31mred line: the game day was "
            "skipped: frozen\"}");
}

TEST(Deliveries, ACommandGetsJsonAndVariables) {
  Note finished = note(HookEvent::finished);
  finished.verdict = "fail";
  finished.exit_code = 1;
  finished.summary = "1 experiment: 1 fail.";
  const auto all = deliveries_of({command()}, finished);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].command, (std::vector<std::string>{"./page.sh", "now"}));
  EXPECT_EQ(all[0].body, note_json(finished) + '\n');
  const std::map<std::string, std::string> environment(all[0].environment.begin(),
                                                       all[0].environment.end());
  EXPECT_EQ(environment.at("GAMEDAY_EVENT"), "finished");
  EXPECT_EQ(environment.at("GAMEDAY_VERDICT"), "fail");
  EXPECT_EQ(environment.at("GAMEDAY_TEXT"),
            "Build summaries: FAIL. 1 experiment: 1 fail. Report in reports/runs/x");
}

TEST(Deliveries, HugeTextsAreCut) {
  Note aborted = note(HookEvent::aborted);
  aborted.title = std::string(10'000, 't');
  aborted.why = std::string(1'000'000, 'w');
  const auto all = deliveries_of({slack(), webhook(), command()}, aborted);
  for (const Delivery& delivery : all) {
    EXPECT_LT(delivery.body.size(), 4'000U);
    for (const auto& [name, value] : delivery.environment) {
      EXPECT_LE(value.size(), 2 * longest_note_field + 2) << name;
    }
  }
}

TEST(Deliveries, AHookThatCannotBeCalledIsNotAndNeverSaysItsUrl) {
  Hook unset = slack();
  unset.url_variable->value.reset();
  EXPECT_EQ(unusable(unset), "the variable HOOK is not set");
  Hook broken = slack();
  broken.url_variable->value = "hooks.example.com/secret";
  EXPECT_NE(unusable(broken), "");
  EXPECT_EQ(unusable(broken).find("secret"), std::string::npos) << unusable(broken);
  Hook two_lines = slack();
  two_lines.url_variable->value = "https://hooks.example.com/a\r\nX: y";
  EXPECT_NE(unusable(two_lines), "");
  Hook unsigned_hook = webhook();
  unsigned_hook.secret->value = "";
  EXPECT_EQ(unusable(unsigned_hook), "the variable KEY is not set");
  EXPECT_TRUE(
      deliveries_of({unset, broken, two_lines, unsigned_hook}, note(HookEvent::started)).empty());
  EXPECT_EQ(unusable(slack()), "");
}

TEST(Notes, EveryEventIsOneSentence) {
  Note announced = note(HookEvent::announced);
  announced.lead = 15min;
  announced.starts = "2026-12-08T10:00:00+11:00";
  EXPECT_EQ(sentence(announced),
            "Build summaries: the game day starts in 15m, at 2026-12-08T10:00:00+11:00");
  EXPECT_EQ(sentence(note(HookEvent::started)),
            "Build summaries: the game day has started (seed 7); to end it: gameday stop --why "
            "TEXT");
  Note aborted = note(HookEvent::aborted);
  aborted.experiment = "tar pit";
  EXPECT_EQ(sentence(aborted),
            "Build summaries: ended early (tar pit), its faults are healed: it "
            "was interrupted");
}

}  // namespace
}  // namespace gameday::rig
