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
#include "llm/chat.hpp"
#include "llm/dialect.hpp"
#include "llm/error_words.hpp"

namespace gameday::mock {

/// What is said, whichever API says it.
struct Answer {
  std::uint64_t id = 0;  // makes chatcmpl-…, msg_…
  std::string model;
  std::int64_t created = 0;  // Unix seconds
  std::string text;
  bool cut = false;  // max_tokens ended it
  bool include_usage = false;
  std::uint64_t prompt_tokens = 0;
  std::uint64_t tokens = 0;
};

/// What the header fields of one answer are made from.
struct Edge {
  std::uint64_t id = 0;       // makes the request id
  Duration processing = 3ms;  // until the head goes out; an edge that refuses does not think long
  WallTime wall{};
};

/// One streamed answer as whole SSE blocks.
class Events {
 public:
  virtual ~Events() = default;
  virtual std::string opening() const = 0;  // what comes before the first token
  virtual std::string token(std::string_view text) const = 0;
  virtual std::string closing() const = 0;  // what comes after the last one
};
struct Stream {
  http::Head head;  // without framing fields
  std::unique_ptr<Events> events;
};

class Api {
 public:
  virtual ~Api() = default;
  virtual std::string_view chat_path() const = 0;
  /// Why nobody who asks like this is heard: no key, no version.
  virtual std::optional<llm::TrueAnswer> turned_away(const http::Head& request,
                                                     const Edge& edge) const = 0;
  /// The 400 that a request of the chat path deserves.
  virtual std::optional<llm::TrueAnswer> refused(const llm::RequestFacts& facts,
                                                 const Edge& edge) const = 0;
  /// Every other path: lists of models, and what does not exist.
  virtual llm::TrueAnswer elsewhere(const http::Head& request,
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
