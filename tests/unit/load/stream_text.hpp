#pragma once
// Whole streamed answers as they stand on the wire, written out so that no writer of ours can agree
// with a reader of ours on a mistake. Source: wire formats of both API references.

#include <string>
#include <vector>

namespace gameday::load {

inline std::string data(const std::string& json) {
  return "data: " + json + "\n\n";
}
inline std::string openai_chunk(const std::string& choice) {
  return data(
      R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[)" +
      choice + R"(],"usage":null})");
}
inline std::string content(const std::string& text, int index = 0) {
  return openai_chunk(R"({"index":)" + std::to_string(index) + R"(,"delta":{"content":")" + text +
                      R"("},"finish_reason":null})");
}
inline std::string finish(const std::string& reason = "stop", int index = 0) {
  return openai_chunk(R"({"index":)" + std::to_string(index) + R"(,"delta":{},"finish_reason":")" +
                      reason + R"("})");
}
inline const std::string role = openai_chunk(
    R"({"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null})");
inline const std::string usage =
    data(R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[],)"
         R"("usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}})");
inline const std::string done = "data: [DONE]\n\n";
inline const std::string in_band_error = data(
    R"({"error":{"message":"no","type":"server_error","param":null,"code":"upstream_reset"}})");

/// The events of one good answer, in order: role, three contents, finish, usage, [DONE].
inline std::vector<std::string> openai_events() {
  return {role, content("The"), content(" first"), content(" test"), finish(), usage, done};
}

inline std::string named(const std::string& name, const std::string& json) {
  return "event: " + name + "\ndata: " + json + "\n\n";
}
/// message_start, text, ping, text, stop reason, message_stop.
inline std::vector<std::string> anthropic_events() {
  return {
      named("message_start",
            R"({"type":"message_start","message":{"id":"msg_1","type":"message",)"
            R"("role":"assistant","model":"claude-x","content":[],"stop_reason":null,)"
            R"("stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":1}}})"),
      named(
          "content_block_start",
          R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})"),
      named("content_block_delta",
            R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"A"}})"),
      named("ping", R"({"type":"ping"})"),
      named("content_block_delta",
            R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"b"}})"),
      named("content_block_stop", R"({"type":"content_block_stop","index":0})"),
      named("message_delta",
            R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},)"
            R"("usage":{"output_tokens":17}})"),
      named("message_stop", R"({"type":"message_stop"})")};
}

inline std::string joined(const std::vector<std::string>& events) {
  std::string text;
  for (const std::string& event : events) {
    text += event;
  }
  return text;
}
/// How long the stream is when event `count` has come whole.
inline std::size_t size_of(const std::vector<std::string>& events, std::size_t count) {
  std::size_t size = 0;
  for (std::size_t at = 0; at < count; ++at) {
    size += events[at].size();
  }
  return size;
}

}  // namespace gameday::load
