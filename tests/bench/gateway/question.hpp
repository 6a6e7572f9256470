#pragma once
// The question that `ask` asks again and again: a chat request of 1.5 KB, as bytes.

#include <string>

#include "bench/gateway/arguments.hpp"
#include "llm/chat.hpp"

namespace gameday::test {

inline std::string question_of(const Arguments& arguments) {
  constexpr std::size_t words = 280;  // of five letters: 1.5 KB with the JSON around them
  llm::ChatRequest chat;
  chat.model = arguments.model;
  for (std::size_t word = 0; word < words; ++word) {
    chat.prompt += "word ";
  }
  chat.stream = arguments.stream;
  chat.include_usage = false;
  const std::string body = llm::write_chat_request(chat);
  http::Head head;
  head.method = "POST";
  head.target = "/v1/chat/completions";
  head.fields.add("Host", "127.0.0.1:" + std::to_string(arguments.port));
  head.fields.add("Content-Type", "application/json");
  head.fields.add("Content-Length", std::to_string(body.size()));
  head.fields.add("Authorization", "Bearer sk-bench");
  for (const http::Field& field : arguments.headers) {
    head.fields.set(field.name, field.value);
  }
  return http::write_request_head(head) + body;
}

}  // namespace gameday::test
