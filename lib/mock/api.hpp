#pragma once
// What differs between the APIs that a mock can speak: its path, who is let in, how an answer is
// written. Pure: the Provider decides what is said, and when.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "faults/mock_answer.hpp"
#include "llm/asked.hpp"
#include "llm/chat.hpp"
#include "llm/dialect.hpp"
#include "llm/error_words.hpp"

namespace gameday::mock {

/// What is said, whichever API says it: reasoning, then a text or calls of tools.
struct Answer {
  std::uint64_t id = 0;  // makes chatcmpl-…, msg_…
  std::string model;
  std::int64_t created = 0;  // Unix seconds
  std::string reasoning;
  std::string text;
  bool null_text = false;  // there is no text at all, not even an empty one
  std::vector<llm::ToolCall> calls;
  std::optional<faults::MockAnswer::Tools> flaw;  // of the calls
  std::string refusal;                            // where an API has a place of its own for it
  faults::MockAnswer::Finish finish = faults::MockAnswer::Finish::stop;
  bool include_usage = false;
  std::uint64_t prompt_tokens = 0;
  std::uint64_t tokens = 0;
  std::uint64_t reasoning_tokens = 0;  // of those
};

/// What one token, or a few letters, of an answer become on the wire. It points into the answer.
struct Piece {
  enum class What : std::uint8_t { reasoning, text, refusal, call, arguments };
  What what = What::text;
  std::size_t call = 0;   // which one begins, or whose arguments these are
  std::string_view text;  // not of a call
};

/// What the header fields of one answer are made from.
struct Edge {
  std::uint64_t id = 0;       // makes the request id
  Duration processing = 3ms;  // until the head goes out; an edge that refuses does not think long
  WallTime wall{};
};

/// One streamed answer as whole SSE blocks; the answer outlives it.
class Events {
 public:
  virtual ~Events() = default;
  virtual std::string opening() = 0;  // what comes before the first piece
  virtual std::string piece(const Piece& piece) = 0;
  virtual std::string closing() = 0;  // what comes after the last one
};
struct Stream {
  http::Head head;  // without framing fields
  std::unique_ptr<Events> events;
};

/// Why a request is refused, as an API says it.
struct Refusal {
  std::string message;
  std::string_view param;  // OpenAI's; empty: null
  std::string_view code;   // likewise
};

class Api {
 public:
  virtual ~Api() = default;
  virtual std::string_view chat_path() const = 0;
  /// Why nobody who asks like this is heard: no key, no version.
  virtual std::optional<llm::TrueAnswer> turned_away(const http::Head& request,
                                                     const Edge& edge) const = 0;
  /// The 400 that a request of the chat path deserves.
  virtual std::optional<llm::TrueAnswer> refused(const http::Head& request,
                                                 const llm::RequestFacts& facts,
                                                 const llm::Asked& asked,
                                                 const Edge& edge) const = 0;
  /// 400 for another reason.
  virtual llm::TrueAnswer bad_request(const Refusal& refusal, const Edge& edge) const = 0;
  /// Every other path: lists of models, embeddings, and what does not exist.
  virtual llm::TrueAnswer elsewhere(const http::Head& request, std::string_view body,
                                    const std::vector<std::string>& models,
                                    const Edge& edge) const = 0;
  virtual llm::TrueAnswer whole(const Answer& answer, const Edge& edge) const = 0;
  virtual Stream stream(const Answer& answer, const Edge& edge) const = 0;
};

std::unique_ptr<Api> openai_api();
std::unique_ptr<Api> anthropic_api();
std::unique_ptr<Api> api_of(llm::Dialect dialect);

/// What the head of every streamed answer begins with.
http::Head stream_head();

/// `name` of `/v1/models/name`, when it is asked for; empty for the list; nothing for other paths.
std::optional<std::string_view> model_asked_for(const http::Head& request);

}  // namespace gameday::mock
