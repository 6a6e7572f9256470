#pragma once
// A chat completion in OpenAI's words: what a client writes, what a provider answers, unary.
// Source: the OpenAI API reference, POST /v1/chat/completions. No I/O; reading is simdjson's,
// writing is base's append-only writer.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/marker.hpp"

namespace gameday::llm {

/// What a load generator asks.
struct ChatRequest {
  std::string model;
  std::string system;  // empty: none
  std::string prompt;
  std::optional<std::uint32_t> max_tokens;  // sent as max_completion_tokens
  std::optional<Marker> marker;             // appended to the prompt
  bool stream = false;
  bool include_usage = true;  // a stream tells its tokens, or nobody could count them
};
std::string write_chat_request(const ChatRequest& request);

/// What a proxy, gateway or mock needs to know of a request body, whoever wrote it.
struct RequestFacts {
  bool is_object = false;                   // the body is a JSON object
  std::string model;                        // empty: none named
  bool stream = false;                      // absent counts as false
  bool include_usage = false;               // of OpenAI's stream_options
  bool has_messages = false;                // a non-empty messages array
  std::optional<std::uint64_t> max_tokens;  // max_completion_tokens, else max_tokens
  bool for_gateway = false;                 // `fallbacks` or `deadline_ms` stand in it
  std::uint64_t choices = 1;                // `n`: how many answers are asked for
  std::uint64_t prompt_bytes = 0;           // texts of all messages: about 4 bytes a token
};
RequestFacts read_request_facts(std::string_view body);

/// The body, which is JSON, with its top-level "model" replaced and every other byte as it was;
/// nothing when it is not an object with a model that is a string. What is no JSON gives rubbish.
std::optional<std::string> with_model(std::string_view body, std::string_view model);

/// A call of a tool, as the model makes it.
struct ToolCall {
  std::optional<std::string> id;  // none: without the field, which only broken servers leave out
  std::string name;
  std::string arguments;  // a JSON object, where the model is well
};

/// What a provider answers.
struct ChatAnswer {
  std::string id;
  std::string model;
  std::int64_t created = 0;  // Unix seconds
  std::string text;
  bool null_text = false;  // content is null: calls alone, or nothing at all
  std::string refusal;     // empty: null
  std::string reasoning;   // empty: no such field; OpenAI itself has none
  std::vector<ToolCall> calls;
  std::string finish_reason = "stop";
  std::uint64_t prompt_tokens = 0;
  std::uint64_t completion_tokens = 0;
  std::uint64_t reasoning_tokens = 0;  // of those
};
std::string write_chat_answer(const ChatAnswer& answer);

/// What is wrong with a 200's body, or that it is a whole answer: JSON, choices present, a finish
/// reason on every choice, no error object in place of an answer.
enum class AnswerDefect : std::uint8_t {
  none,
  not_json,
  no_choices,
  no_finish_reason,
  error_object
};
struct AnswerFacts {
  AnswerDefect defect = AnswerDefect::not_json;
  std::string model;
  std::string finish_reason;        // of the first choice
  bool empty = true;                // every choice stopped by itself without a word
  std::uint64_t prompt_tokens = 0;  // of its usage; 0: it does not say
  std::uint64_t completion_tokens = 0;
  std::string text;  // content of the first choice
};
AnswerFacts read_answer(std::string_view body);

/// The same for answer after answer, with the parser's memory kept. Of one World.
class AnswerReader {
 public:
  AnswerReader();
  ~AnswerReader();
  AnswerReader(const AnswerReader&) = delete;
  AnswerReader& operator=(const AnswerReader&) = delete;

  AnswerFacts read(std::string_view body);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace gameday::llm
