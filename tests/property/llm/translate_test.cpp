#include "llm/translate.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "base/json_writer.hpp"
#include "base/marker.hpp"
#include "http/sse.hpp"
#include "llm/anthropic.hpp"
#include "llm/stream.hpp"
#include "llm/translate_stream.hpp"

namespace gameday::llm {
namespace {

std::string random_text(Rng& rng) {
  static constexpr std::array<std::string_view, 12> letters = {
      "a", "\"", "\\", "\n", "\t", std::string_view("\0", 1), " ", "/", "é", "😀", "\u2028", "[gd:"};
  std::string text;
  for (std::uint64_t left = rng.below(6); left > 0; --left) {
    text += letters[rng.below(letters.size())];
  }
  return text;
}

// ---- requests: a model of the conversation says what has to come out

struct Said {
  std::string role;
  std::vector<std::string> texts;
};

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.array();
  for (const std::string& text : texts) {
    json.object().key("type").text("text").key("text").text(text).end();
  }
  json.end();
}

std::vector<Said> random_conversation(Rng& rng, const Marker& marker) {
  static constexpr std::array<const char*, 4> roles = {"system", "developer", "user", "assistant"};
  std::vector<Said> all;
  for (std::uint64_t left = rng.below(6); left > 0; --left) {
    Said& said = all.emplace_back(Said{roles[rng.below(roles.size())], {}});
    for (std::uint64_t parts = rng.below(4); parts > 0; --parts) {
      said.texts.push_back(random_text(rng));
    }
  }
  all.push_back({"user", {random_text(rng) + to_text(marker)}});
  return all;
}

std::string as_openai(Rng& rng, const std::vector<Said>& conversation) {
  std::string body;
  JsonWriter json(body);
  json.object().key("messages").array();
  for (const Said& said : conversation) {
    json.object().key("role").text(said.role).key("content");
    if (said.texts.size() == 1 && rng.chance({1, 2})) {
      json.text(said.texts.front());
    } else {
      write_texts(json, said.texts);
    }
    json.end();
  }
  json.end().end();
  return body;
}

bool says_something(const std::string& text) {
  return text.find_first_not_of(" \t\n") != std::string::npos;
}

std::string as_anthropic(const std::vector<Said>& conversation) {
  std::vector<std::string> system;
  std::vector<Said> turns;
  for (const Said& said : conversation) {
    const bool blank = std::none_of(said.texts.begin(), said.texts.end(), says_something);
    for (const std::string& text : said.texts) {
      if (text.empty() || blank) {
        continue;
      }
      if (said.role == "system" || said.role == "developer") {
        system.push_back(text);
      } else if (!turns.empty() && turns.back().role == said.role) {
        turns.back().texts.push_back(text);
      } else {
        turns.push_back({said.role, {text}});
      }
    }
  }
  std::string body;
  JsonWriter json(body);
  json.object().key("model").text("m").key("max_tokens").number(4096);
  if (!system.empty()) {
    json.key("system");
    write_texts(json, system);
  }
  json.key("messages").array();
  for (const Said& turn : turns) {
    json.object().key("role").text(turn.role).key("content");
    if (turn.texts.size() == 1) {
      json.text(turn.texts.front());
    } else {
      write_texts(json, turn.texts);
    }
    json.end();
  }
  json.end().end();
  return body;
}

TEST(TranslateRequest, EveryTextArrivesInItsPlace) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Rng rng = Seed(seed).stream("test/translate");
    const Marker marker{static_cast<std::uint16_t>(rng.next()),
                        static_cast<std::uint32_t>(rng.below(marker_ordinal_limit))};
    const auto conversation = random_conversation(rng, marker);
    const std::string request = as_openai(rng, conversation);
    const Translated out = to_messages_request(request, "m");
    ASSERT_EQ(out.refused, "") << seed;
    ASSERT_EQ(out.body, as_anthropic(conversation)) << seed;
    ASSERT_EQ(find_marker(out.body), marker) << seed;
  }
}

// ---- streams: any sequence of events, cut anywhere

std::string random_reason(Rng& rng) {
  static constexpr std::array reasons = {"end_turn", "max_tokens", "tool_use", "refusal",
                                         "of_tomorrow"};
  return reasons[rng.below(reasons.size())];
}

MessageAnswer begun(std::string id, std::string model, std::uint64_t input_tokens) {
  MessageAnswer message;
  message.id = std::move(id);
  message.model = std::move(model);
  message.input_tokens = input_tokens;
  message.output_tokens = 1;
  return message;
}

std::string random_event(Rng& rng) {
  const auto block = static_cast<std::uint32_t>(rng.below(2));
  switch (rng.below(12)) {
    case 0:
      return message_start_event(begun("msg_2", "n", 1));
    case 1:
      return text_start_event(block);
    case 2:
      return block_stop_event(block);
    case 3:
      return message_delta_event(random_reason(rng), rng.below(99));
    case 4:
      return std::string(message_stop_event);
    case 5:
      return anthropic_error_event("overloaded_error", "Overloaded", "req_1");
    case 6:
      return "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{}}\n\n";
    case 7:
      return "data: {\"type\":\n\n";
    case 8:
      return "event: of_tomorrow\ndata: {\"type\":\"of_tomorrow\",\"delta\":{\"text\":\"x\"}}\n\n";
    default:
      return text_delta_event(block, random_text(rng));
  }
}

// A good stream in which each event may be missing, doubled, or followed by another.
std::vector<std::string> random_stream(Rng& rng) {
  std::vector<std::string> good = {message_start_event(begun("msg_1", "m", 9)), text_start_event(0),
                                   std::string(ping_event)};
  for (std::uint64_t left = rng.below(4); left > 0; --left) {
    good.push_back(text_delta_event(0, random_text(rng)));
  }
  good.push_back(block_stop_event(0));
  good.push_back(message_delta_event(random_reason(rng), 7));
  good.emplace_back(message_stop_event);
  const Ratio odd{static_cast<std::uint32_t>(rng.below(3)), 20};
  std::vector<std::string> stream;
  for (const std::string& event : good) {
    if (!rng.chance(odd)) {
      stream.push_back(event);
    }
    if (rng.chance(odd)) {
      stream.push_back(rng.chance({1, 4}) ? event : random_event(rng));
    }
  }
  return stream;
}

struct Played {
  std::string out;   // before end()
  std::string tail;  // of end()
  StreamWatch watch{Dialect::anthropic};
  std::string text;
};

// As a gateway does it: to the end, or to what nothing good can follow.
Played play(std::string_view wire) {
  Played played;
  http::SseReader reader;
  reader.push(wire);
  StreamTranslator translator(7, true);
  for (auto block = reader.next(); block.what != http::SseBlock::What::need_more;
       block = reader.next()) {
    if (block.what == http::SseBlock::What::event && !played.watch.done()) {
      const EventFacts& facts = played.watch.see(block.name, block.data);
      translator.event(facts, played.out);
      played.text += played.watch.failed() || played.watch.broken() ? "" : facts.text;
    }
  }
  translator.end(played.tail);
  return played;
}

struct Heard {
  StreamWatch watch{Dialect::openai};
  std::string text;
};

Heard hear(std::string_view wire) {
  Heard heard;
  http::SseReader reader;
  reader.push(wire);
  for (auto block = reader.next(); block.what != http::SseBlock::What::need_more;
       block = reader.next()) {
    if (block.what == http::SseBlock::What::event) {
      heard.text += heard.watch.see(block.name, block.data).text;
    }
  }
  EXPECT_EQ(reader.unfinished(), "");
  EXPECT_FALSE(heard.watch.broken());
  return heard;
}

TEST(TranslateStream, EndsWellExactlyWhenTheOtherDid) {
  std::uint64_t complete = 0;
  std::uint64_t cut = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    Rng rng = Seed(seed).stream("test/translate_stream");
    std::string wire;
    for (const std::string& event : random_stream(rng)) {
      wire += event;
    }
    const std::string whole = play(wire).out;
    if (rng.chance({1, 2})) {
      wire.resize(rng.below(wire.size() + 1));
    }
    const Played played = play(wire);
    ASSERT_TRUE(whole.starts_with(played.out)) << seed << '\n' << wire;
    const bool well =
        played.watch.complete() && !to_finish_reason(played.watch.finish_reason()).empty();
    const Heard heard = hear(played.out + played.tail);
    ASSERT_EQ(heard.watch.complete(), well) << seed << '\n' << wire;
    ASSERT_EQ(heard.watch.done(), well) << seed << '\n' << wire;
    ASSERT_EQ(heard.text, played.text) << seed << '\n' << wire;
    if (well) {
      ASSERT_EQ(heard.watch.finish_reason(), to_finish_reason(played.watch.finish_reason()));
      ASSERT_EQ(heard.watch.completion_tokens(), played.watch.completion_tokens());
    }
    // Cut before its end was told, it has neither a finish nor [DONE].
    const Heard early = hear(played.out);
    ASSERT_EQ(early.watch.complete(), well && played.watch.done()) << seed << '\n' << wire;
    ASSERT_EQ(early.watch.done(), early.watch.complete());
    complete += well ? 1 : 0;
    cut += well ? 0 : 1;
  }
  EXPECT_GT(complete, 500U);  // both kinds were really there
  EXPECT_GT(cut, 500U);
}

}  // namespace
}  // namespace gameday::llm
