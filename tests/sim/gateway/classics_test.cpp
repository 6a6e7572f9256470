// The sixteen failures that everybody meets, one after the other: what the client got, in which
// attempts, after how long. The primary takes 100 ms to its head, and so does the lifeboat.

#include <cstdio>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "llm/chat.hpp"
#include "llm/error_words.hpp"
#include "llm/openai_stream.hpp"
#include "rig.hpp"
#include "support/http_peers.hpp"

namespace gameday::gateway::test {
namespace {

constexpr int tokens = 60;  // of a whole stream, 10 ms each

/// A stream of the primary's: its first `count` tokens, and no more.
Play begun(int count, Tail tail) {
  llm::ChunkHead head;
  head.id = "x";
  head.model = "m";
  Play play = streamed({llm::role_chunk(head)}, tail);
  for (int i = 0; i < count; ++i) {
    play.writes.push_back(Write{llm::content_chunk(head, "."), i == 0 ? 0ms : 10ms, false});
  }
  return play;
}
Play then(Play play, std::string_view bytes) {
  play.writes.push_back(Write{std::string(bytes), 10ms, false});
  return play;
}
std::string finish() {
  llm::ChunkHead head;
  head.id = "x";
  head.model = "m";
  return llm::finish_chunk(head, "stop");
}
/// Its first content comes so late; all before that at once.
Play slow_to_begin(Duration wait) {
  Play play = then(begun(tokens, Tail::end), finish() + std::string(llm::done_event));
  play.writes[1].after = wait;
  return play;
}

Play error(int status, const char* code, std::vector<http::Field> fields = {}) {
  return play(
      status,
      fmt::format(R"({{"error":{{"message":"Theirs.","type":"","param":null,"code":"{}"}}}})",
                  code),
      std::move(fields));
}
Play silent() {
  Play play;
  play.takes = 1h;
  return play;
}
Play reset() {
  Play play;
  play.how = Play::How::reset_head;
  return play;
}
Play filtered() {
  llm::ChatAnswer answer;
  answer.id = "x";
  answer.model = "m";
  answer.null_text = true;
  answer.finish_reason = "content_filter";
  return play(200, llm::write_chat_answer(answer));
}

/// `an answer by openai`, `40 tokens, then upstream_timeout`, `502 upstream_error`.
std::string what(const http::Response& response, bool streams) {
  std::string by(response.head.fields.get("x-gameday-served-by"));
  by.resize(std::min(by.find('/'), by.size()));
  if (response.head.status != 200) {
    const auto error = llm::read_error(response.body);
    const std::string_view wait = response.head.fields.get("Retry-After");
    return fmt::format("{} {}{}{}", response.head.status, error ? error->code : "without a word",
                       wait.empty() ? "" : ", again in ", wait);
  }
  if (!streams) {
    return "an answer by " + by;
  }
  const Streamed all = read_stream(response.body);
  const bool whole = !all.finish.empty() && all.done && all.error.empty();
  const bool told = all.finish.empty() && !all.done && !all.error.empty();
  return whole  ? "a stream by " + by
         : told ? fmt::format("{} tokens, then {}", all.text.size(), all.error)
                : "a stream without its end";
}

struct Case {
  const char* name;
  std::deque<Play> primary;
  std::deque<Play> lifeboat;  // none: it is well
  const char* seen;
};
const std::deque<Play> well;

std::vector<Case> whole_answers() {
  const Play hinted = error(429, "rate_limit_exceeded", {{"Retry-After", "20"}});
  return {
      {"429 with Retry-After",
       {hinted},
       well,
       "an answer by lifeboat | openai/a:429 openai/b:429 lifeboat/l:200 | 0.3 s"},
      {"429 without one",
       {error(429, "rate_limit_exceeded")},
       well,
       "an answer by lifeboat | openai/a:429 openai/b:429 lifeboat/l:200 | 0.3 s"},
      {"500 once",
       {error(500, ""), Play()},
       well,
       "an answer by openai | openai/a:500 openai/a:200 | 0.4 s"},
      {"503",
       {error(503, "")},
       well,
       "an answer by lifeboat | openai/a:503 openai/a:503 lifeboat/l:200 | 0.5 s"},
      {"a reset",
       {reset()},
       well,
       "an answer by lifeboat | openai/a:reset openai/a:reset lifeboat/l:200 | 0.5 s"},
      {"a prompt too long",
       {error(400, "context_length_exceeded")},
       well,
       "400 context_length_exceeded | openai/a:400 | 0.1 s"},
      {"a filter refuses the prompt",
       {error(400, "content_filter")},
       well,
       "400 content_filter | openai/a:400 | 0.1 s"},
      {"a filter empties the answer",
       {filtered()},
       well,
       "an answer by openai | openai/a:200 | 0.1 s"},
      {"a lifeboat that takes no prefill",
       {error(500, "")},
       {error(400, "")},
       "502 upstream_error | openai/a:500 openai/a:500 lifeboat/l:400 | 0.5 s"},
  };
}

std::vector<Case> streams() {
  const Play cut = begun(40, Tail::fin);
  const Play stalled = begun(40, Tail::hang);
  const Play garbled = then(begun(40, Tail::end), "data: {\"choices\":[{\"delta\":\n\n");
  const Play undone = then(begun(tokens, Tail::end), finish());
  return {
      {"silence",
       {silent()},
       well,
       "a stream by lifeboat | openai/a:headers_timeout lifeboat/l:200 | 4.1 s"},
      {"a first token after 6 s",
       {slow_to_begin(6s)},
       well,
       "a stream by lifeboat | openai/a:first_token_timeout lifeboat/l:200 | 4.2 s"},
      {"a first token after 3 s",
       {slow_to_begin(3s)},
       well,
       "a stream by openai | openai/a:200 | 3.7 s"},
      {"cut at 40 of 60 tokens",
       {cut},
       well,
       "40 tokens, then upstream_stream_truncated | openai/a:200 | 0.49 s"},
      {"silence at 40 of 60 tokens",
       {stalled},
       well,
       "40 tokens, then upstream_timeout | openai/a:200 | 10.49 s"},
      {"a chunk that is no JSON",
       {garbled},
       well,
       "40 tokens, then upstream_stream_malformed | openai/a:200 | 0.5 s"},
      {"no [DONE]", {undone}, well, "a stream by openai | openai/a:200 | 0.7 s"},
  };
}

void play_all(const std::vector<Case>& cases, bool streams) {
  for (const Case& one : cases) {
    Rig rig(tuned());
    rig.openai.plays = {{"", one.primary}};
    if (!one.lifeboat.empty()) {
      rig.lifeboat.plays = {{"", one.lifeboat}};
    }
    rig.run([&](Rig& r) -> rt::awaitable<void> {
      Ask ask = streams ? streaming() : Ask();
      const http::Response response = co_await r.ask(std::move(ask));
      const double seconds = static_cast<double>(r.took()) / 1000;
      EXPECT_EQ(fmt::format("{} | {} | {:g} s", what(response, streams), tries(response), seconds),
                one.seen)
          << one.name;
    });
  }
}

TEST(Classics, OfWholeAnswers) {
  play_all(whole_answers(), false);
}

TEST(Classics, OfStreams) {
  play_all(streams(), true);
}

// The fifteenth: one request every 3 s, and the primary is away for 60 s, which is 20 of them.
TEST(Classics, AMinuteAwayAndBack) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const TimePoint start = r.world().now();
    std::string by;
    std::int64_t slowest = 0;
    for (int i = 0; i < 30; ++i) {
      const bool away = i >= 5 && i < 25;
      r.openai.plays.clear();
      if (away) {
        r.openai.plays = {{"", {error(503, "")}}};
      }
      const http::Response response = co_await r.ask();
      const std::string_view who = response.head.fields.get("x-gameday-served-by");
      by += response.head.status == 200 ? who.substr(0, 1) : "!";
      slowest = std::max(slowest, r.took());
      co_await gameday::test::pause(r.world(), start + (i + 1) * 3s - r.world().now());
    }
    EXPECT_EQ(by, "ooooollllllllllllllllllllooooo");
    EXPECT_EQ(slowest, 500);  // 100 + 200 of backoff + 100, then the lifeboat
    // Twice a request until its breaker has had ten of each key; then one probe at a time.
    EXPECT_LE(r.openai.seen.size(), 10U + 20U + 20U);
  });
}

/// `7 + 5 `, prompt and completion, for each usage that the client is told.
std::string usages_in(const std::string& body) {
  std::string all;
  for (std::size_t at = body.find("\"usage\":{"); at != std::string::npos;
       at = body.find("\"usage\":{", at + 1)) {
    unsigned prompt = 0;
    unsigned completion = 0;
    const int read =
        std::sscanf(body.c_str() + at, R"("usage":{"prompt_tokens":%u,"completion_tokens":%u)",
                    &prompt, &completion);
    all += read == 2 ? fmt::format("{} + {} ", prompt, completion) : "? ";
  }
  return all;
}

std::string answer_of(std::uint64_t prompt, std::uint64_t completion, const char* text) {
  llm::ChatAnswer answer;
  answer.id = "x";
  answer.model = "m";
  answer.text = text;
  answer.prompt_tokens = prompt;
  answer.completion_tokens = completion;
  return llm::write_chat_answer(answer);
}

Play counted_stream(std::uint64_t prompt, std::uint64_t completion, bool content) {
  llm::ChunkHead head;
  head.id = "x";
  head.model = "m";
  head.include_usage = true;
  std::vector<std::string> events = {llm::role_chunk(head)};
  if (content) {
    events.push_back(llm::content_chunk(head, "Hi"));
  }
  events.push_back(llm::finish_chunk(head, "stop"));
  events.push_back(llm::usage_chunk(head, prompt, completion));
  events.emplace_back(llm::done_event);
  return streamed(events);
}

// The sixteenth: tokens are those of the answer that the client has, and what attempts that failed
// may have cost is not added to them.
TEST(Classics, TokensAreThoseOfTheAnswer) {
  Rig rig(tuned());
  // Both say what they have used: the primary for nothing.
  rig.openai.plays = {
      {"", {play(200, answer_of(1000, 500, "")), counted_stream(1000, 500, false)}}};
  rig.lifeboat.plays = {{"", {play(200, answer_of(7, 5, "Hi")), counted_stream(7, 5, true)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response whole = co_await r.ask();
    EXPECT_EQ(tries(whole), "openai/a:malformed lifeboat/l:200");
    EXPECT_EQ(usages_in(whole.body), "7 + 5 ");
    Ask ask = streaming();
    ask.body.pop_back();
    ask.body += R"(,"stream_options":{"include_usage":true}})";
    const http::Response stream = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(stream), "openai/b:malformed lifeboat/l:200");
    EXPECT_EQ(usages_in(stream.body), "7 + 5 ");
    EXPECT_TRUE(read_stream(stream.body).done);
  });
}

}  // namespace
}  // namespace gameday::gateway::test
