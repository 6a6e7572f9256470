#include <algorithm>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "llm/anthropic.hpp"
#include "llm/anthropic_fields.hpp"
#include "llm/dialect_answers.hpp"
#include "llm/openai_fields.hpp"
#include "llm/openai_stream.hpp"

namespace gameday::llm {
namespace {

// Each piece is a delta of the streamed shape.
constexpr std::array<std::string_view, 6> pieces = {"This ",  "is ",     "a ",
                                                    "short ", "canned ", "answer."};
constexpr std::uint64_t prompt_tokens = 9;
constexpr std::int64_t some_day = 1'790'000'000;  // 2026-09-21, where nobody knows the date

std::string whole_text() {
  std::string text;
  for (const std::string_view piece : pieces) {
    text += piece;
  }
  return text;
}

std::int64_t unix_seconds(const std::optional<WallTime>& wall) {
  return wall ? std::chrono::floor<std::chrono::seconds>(wall->time_since_epoch()).count()
              : some_day;
}

std::string openai_id(std::uint64_t id) {
  return fmt::format("chatcmpl-{:016x}", id);
}

std::string openai_unary(std::string text, std::uint64_t id, std::string_view model,
                         std::int64_t created) {
  ChatAnswer answer;
  answer.id = openai_id(id);
  answer.model = model;
  answer.created = created;
  answer.prompt_tokens = prompt_tokens;
  answer.completion_tokens = text.empty() ? 0 : pieces.size();
  answer.text = std::move(text);
  return write_chat_answer(answer);
}

std::string openai_stream(std::uint64_t id, std::string_view model, std::int64_t created) {
  ChunkHead head;
  head.id = openai_id(id);
  head.model = model;
  head.created = created;
  std::string body = role_chunk(head);
  for (const std::string_view piece : pieces) {
    body += content_chunk(head, piece);
  }
  body += finish_chunk(head, "stop");
  return body += done_event;
}

MessageAnswer message(std::string text, std::uint64_t id, std::string_view model) {
  MessageAnswer answer;
  answer.id = anthropic_id("msg", id);
  answer.model = model;
  answer.input_tokens = prompt_tokens;
  answer.output_tokens = text.empty() ? 0 : pieces.size();
  answer.text = std::move(text);
  return answer;
}

std::string anthropic_stream(std::uint64_t id, std::string_view model) {
  std::string body = message_start_event(message("", id, model)) + text_start_event(0);
  body += ping_event;
  for (const std::string_view piece : pieces) {
    body += text_delta_event(0, piece);
  }
  body += block_stop_event(0);
  body += message_delta_event("end_turn", pieces.size());
  return body += message_stop_event;
}

std::string body_of(Dialect dialect, std::string_view shape, std::uint64_t id,
                    std::string_view model, std::int64_t created) {
  if (shape == "stream") {
    return dialect == Dialect::openai ? openai_stream(id, model, created)
                                      : anthropic_stream(id, model);
  }
  std::string text = shape == "empty" ? "" : whole_text();
  return dialect == Dialect::openai ? openai_unary(std::move(text), id, model, created)
                                    : write_message(message(std::move(text), id, model));
}

}  // namespace

const std::vector<std::string_view>& completion_shapes() {
  static const std::vector<std::string_view> shapes = {"unary", "stream", "empty"};
  return shapes;
}

TrueAnswer canned_completion(Dialect dialect, std::string_view shape, std::uint64_t id,
                             std::string_view model, std::optional<WallTime> wall) {
  const auto& shapes = completion_shapes();
  CHECK(std::find(shapes.begin(), shapes.end(), shape) != shapes.end(),
        "the parser refuses others");
  TrueAnswer answer;
  answer.body = body_of(dialect, shape, id, model, unix_seconds(wall));
  answer.head = http::response_of(
      200, shape == "stream" ? "text/event-stream; charset=utf-8" : "application/json",
      answer.body.size());
  if (dialect == Dialect::openai) {
    OpenAiFields fields;
    fields.id = id;
    fields.processing = 2ms;
    add_openai_fields(answer.head.fields, fields);
  } else {
    AnthropicFields fields;
    fields.id = id;
    fields.processing = 2ms;
    fields.wall = wall;
    add_anthropic_fields(answer.head.fields, fields);
  }
  return answer;
}

}  // namespace gameday::llm
