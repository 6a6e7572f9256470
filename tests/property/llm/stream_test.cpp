// What is written is read back, in both dialects; every cut of it is seen, never taken for a whole.

#include "llm/stream.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "http/sse.hpp"
#include "llm/anthropic.hpp"
#include "llm/dialect_answers.hpp"
#include "llm/openai_stream.hpp"

namespace gameday::llm {
namespace {

using What = http::SseBlock::What;

struct Told {
  StreamWatch watch;
  std::string text;
  std::string unfinished;
};

Told told(Dialect dialect, std::string_view stream) {
  http::SseReader reader;
  reader.push(stream);
  Told told{StreamWatch(dialect), {}, {}};
  for (auto block = reader.next(); block.what == What::event; block = reader.next()) {
    told.text += told.watch.see(block.name, block.data).text;
  }
  told.unfinished = reader.unfinished();
  return told;
}

std::string random_text(Rng& dice, std::size_t parts) {
  static const std::vector<std::string_view> words{"a",
                                                   " ",
                                                   "\n",
                                                   "\r\n",
                                                   "\r",
                                                   "\t",
                                                   "\"",
                                                   "\\",
                                                   "\\u0041",
                                                   "data: ",
                                                   "\n\n",
                                                   "[DONE]",
                                                   "\xC3\xA9",
                                                   "\xF0\x9F\x98\x80",
                                                   std::string_view("\0", 1),
                                                   "\x01",
                                                   "{}",
                                                   "</script>"};
  std::string out;
  for (std::size_t i = 0; i < parts; ++i) {
    out += words[dice.below(words.size())];
  }
  return out;
}

std::string openai(const std::vector<std::string>& texts) {
  const ChunkHead head{"chatcmpl-1", "m-1", 1790000000, true};
  std::string stream = role_chunk(head);
  for (const std::string& text : texts) {
    stream += content_chunk(head, text);
  }
  return stream + finish_chunk(head, "stop") + usage_chunk(head, 9, 4) + std::string(done_event);
}

std::string anthropic(const std::vector<std::string>& texts) {
  MessageAnswer answer;
  answer.id = "msg_1";
  answer.model = "m-1";
  answer.input_tokens = 9;
  std::string stream = message_start_event(answer) + text_start_event(0) + std::string(ping_event);
  for (const std::string& text : texts) {
    stream += text_delta_event(0, text);
  }
  return stream + block_stop_event(0) + message_delta_event("end_turn", 4) +
         std::string(message_stop_event);
}

std::string written(Dialect dialect, const std::vector<std::string>& texts) {
  return dialect == Dialect::openai ? openai(texts) : anthropic(texts);
}

constexpr std::array dialects{Dialect::openai, Dialect::anthropic};

TEST(StreamProperty, WhatIsWrittenIsRead) {
  Rng dice = Seed{20261}.stream("stream");
  for (std::uint64_t round = 0; round < 200; ++round) {
    std::vector<std::string> texts;
    std::string all;
    for (std::uint64_t i = 0; i < 1 + round % 7; ++i) {
      texts.push_back(random_text(dice, 1 + dice.below(20)));
      all += texts.back();
    }
    for (const Dialect dialect : dialects) {
      const Told whole = told(dialect, written(dialect, texts));
      EXPECT_EQ(whole.text, all);
      EXPECT_EQ(whole.watch.deltas(), texts.size());
      EXPECT_EQ(whole.watch.model(), "m-1");
      EXPECT_EQ(whole.watch.prompt_tokens(), 9U);
      EXPECT_EQ(whole.watch.completion_tokens(), 4U);
      EXPECT_TRUE(whole.watch.complete() && whole.watch.done());
    }
  }
}

// An event has no CR: every line end of the data becomes an LF.
std::string with_feeds(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      out += '\n';
      i += text.substr(i + 1).starts_with('\n') ? 1 : 0;
    } else {
      out += text[i];
    }
  }
  return out;
}

TEST(StreamProperty, AnyDataIsOneEvent) {
  Rng dice = Seed{20263}.stream("data");
  http::SseReader reader;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random_text(dice, dice.below(20));
    const std::string name = dice.below(2) == 0 ? "" : "error";
    const std::string wire = sse_event(name, text);
    reader.push(wire);
    const auto block = reader.next();
    EXPECT_EQ(block.what, What::event);
    EXPECT_EQ(block.wire, wire);
    EXPECT_EQ(block.name, name);
    EXPECT_EQ(block.data, with_feeds(text));
    EXPECT_EQ(reader.next().what, What::need_more);
  }
}

TEST(StreamProperty, NoTruncationBeforeTheFinishIsComplete) {
  const std::string text = "Sch\xC3\xB6n.\n";
  for (const Dialect dialect : dialects) {
    const std::string stream = written(dialect, {text, text});
    const std::string_view finish =
        dialect == Dialect::openai ? "\"finish_reason\":\"stop\"" : "\"end_turn\"";
    const std::size_t finished = stream.find("\n\n", stream.find(finish)) + 2;
    for (std::size_t cut = 0; cut < stream.size(); ++cut) {
      const Told part = told(dialect, std::string_view(stream).substr(0, cut));
      EXPECT_EQ(part.watch.complete(), cut >= finished) << cut;
      EXPECT_FALSE(part.watch.broken() || part.watch.failed()) << cut;
      EXPECT_TRUE((text + text).starts_with(part.text)) << cut;
    }
  }
}

TEST(StreamProperty, ACutEventIsNeverJson) {
  for (const Dialect dialect : dialects) {
    const std::string stream = written(dialect, {"Sch\xC3\xB6n."});
    http::SseReader reader;
    reader.push(stream);
    for (auto block = reader.next(); block.what == What::event; block = reader.next()) {
      for (std::size_t cut = 0; cut < block.data.size(); ++cut) {
        EXPECT_FALSE(read_event(dialect, block.name, block.data.substr(0, cut)).json);
      }
    }
  }
}

TEST(StreamProperty, EveryErrorInEveryFormIsSeen) {
  for (const Dialect dialect : dialects) {
    for (const std::string_view name : error_names()) {
      for (const std::string_view form : error_forms()) {
        const Told end = told(dialect, error_as_event(dialect, name, form, 7, "m-1"));
        EXPECT_TRUE(end.watch.failed()) << name << ' ' << form;
        EXPECT_FALSE(end.watch.error().message.empty()) << name << ' ' << form;
        EXPECT_TRUE(form == "string" || !end.watch.error().type.empty() ||
                    !end.watch.error().code.empty())
            << name << ' ' << form;
      }
    }
  }
}

TEST(StreamProperty, DamagedEventsAreToldApartAndHarmNothing) {
  Rng dice = Seed{20262}.stream("damage");
  const std::string event = R"({"choices":[{"index":0,"delta":{"content":"\u00e9 x"},)"
                            R"("finish_reason":null}],"usage":{"prompt_tokens":1},"error":null})";
  EventReader openai_reader(Dialect::openai);
  EventReader anthropic_reader(Dialect::anthropic);
  for (int round = 0; round < 20'000; ++round) {
    std::string damaged = event;
    for (std::uint64_t i = 0; i < 1 + dice.below(3); ++i) {
      damaged[dice.below(damaged.size())] = static_cast<char>(dice.below(256));
    }
    const bool one = openai_reader.read("", damaged).json;
    EXPECT_EQ(one, anthropic_reader.read("", damaged).json) << damaged;
    EXPECT_EQ(one, read_event(Dialect::openai, "", damaged).json) << damaged;
  }
}

}  // namespace
}  // namespace gameday::llm
