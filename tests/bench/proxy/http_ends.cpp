// The two ends of the HTTP relay benchmark: every chat request of 1.5 KB is answered with a chat
// completion of 1.5 KB, and each answer must be a 200.
#include <cstdlib>
#include <string>

#include <strings.h>

#include "bench/relay_ends.hpp"

namespace {

constexpr std::size_t text_size = 1'300;  // with head and JSON about 1.5 KB

std::string message(const std::string& start, const std::string& body) {
  return start +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

const std::string question = message(
    "POST /v1/chat/completions HTTP/1.1\r\nHost: relay\r\nAuthorization: Bearer sk-bench\r\n"
    "Accept: application/json\r\nUser-Agent: bench\r\n",
    R"({"model":"gpt-bench","messages":[{"role":"user","content":")" + std::string(text_size, 'q') +
        R"("}],"max_completion_tokens":64})");
const std::string reply =
    message("HTTP/1.1 200 OK\r\nx-request-id: req_1\r\nserver: bench\r\n",
            R"({"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-bench",)"
            R"("choices":[{"index":0,"message":{"role":"assistant","content":")" +
                std::string(text_size, 'a') +
                R"("},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":9,)"
                R"("completion_tokens":9,"total_tokens":18}})");

/// The size of the message that `bytes` begins with; 0 when its head is not whole. Enough for the
/// heads that the relays write.
std::size_t message_size(const std::string& bytes) {
  const std::size_t head = bytes.find("\r\n\r\n");
  if (head == std::string::npos) {
    return 0;
  }
  std::size_t body = 0;
  for (std::size_t line = 0; line < head; line = bytes.find('\n', line) + 1) {
    constexpr std::size_t name = sizeof("content-length:") - 1;
    if (::strncasecmp(bytes.c_str() + line, "content-length:", name) == 0) {
      body = std::strtoul(bytes.c_str() + line + name, nullptr, 10);
    }
  }
  return head + 4 + body;
}

}  // namespace

int main(int argc, char** argv) {
  const gameday::test::Talk talk = {question, reply, message_size, message_size, "HTTP/1.1 200"};
  return gameday::test::run_ends(argc, argv, talk);
}
