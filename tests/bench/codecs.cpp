// What it costs to look at bytes on the data path: event streams, their JSON, HTTP heads.

#include <cstring>
#include <span>

#include <simdjson.h>

#include "http/reader.hpp"
#include "http/sse.hpp"
#include "llm/openai_stream.hpp"
#include "llm/stream.hpp"
#include "support/bench_ratios.hpp"

namespace gameday {
namespace {

std::size_t count_feeds(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const void* found = std::memchr(text.data(), '\n', text.size());
    if (found == nullptr) {
      break;
    }
    text.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + 1);
    ++count;
  }
  return count;
}

std::string answer_of(std::size_t chunks) {
  const llm::ChunkHead head{"chatcmpl-0123456789abcdef", "gpt-4o-mini", 1790000000, true};
  std::string stream = llm::role_chunk(head);
  for (std::size_t i = 0; i < chunks; ++i) {
    stream += llm::content_chunk(head, "gone fishing ");
  }
  return stream + llm::finish_chunk(head, "stop") + llm::usage_chunk(head, 9, chunks) +
         std::string(llm::done_event);
}

// As reads would bring it.
std::size_t read_events(std::string_view stream, std::size_t piece) {
  http::SseReader reader;
  std::size_t events = 0;
  for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size()))) {
    reader.push(stream.substr(0, piece));
    while (reader.next().what == http::SseBlock::What::event) {
      ++events;
    }
  }
  return events;
}

std::size_t copy_and_count(std::string_view stream, std::size_t piece) {
  std::string buffer;
  std::size_t feeds = 0;
  for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size()))) {
    const std::string_view bytes = stream.substr(0, piece);
    buffer.append(bytes);
    feeds += count_feeds(bytes);
  }
  return feeds;
}

void add_streams(test::BenchRatios& ratios) {
  static const std::string stream = answer_of(64);
  static const std::string image = "data: " + std::string(1 << 20U, 'x') + "\n\n";
  ratios.add(
      "sse: 68 events, 4 KiB a read", [] { return read_events(stream, 4096); },
      "copied, line ends counted", [] { return copy_and_count(stream, 4096); });
  ratios.add(
      "sse: 68 events, 16 bytes a read", [] { return read_events(stream, 16); },
      "copied, line ends counted", [] { return copy_and_count(stream, 16); });
  ratios.add(
      "sse: a line of 1 MiB, 1 KiB a read", [] { return read_events(image, 1024); },
      "copied, line ends counted", [] { return copy_and_count(image, 1024); });
}

void add_events(test::BenchRatios& ratios) {
  static const llm::ChunkHead head{"chatcmpl-0123456789abcdef", "gpt-4o-mini", 1790000000, true};
  static const std::string event = llm::content_chunk(head, "gone fishing ");
  static const std::string_view data = std::string_view(event).substr(6, event.size() - 8);
  static const simdjson::padded_string padded(data);
  ratios.add(
      "events: a chunk read and watched",
      [watch = std::make_shared<llm::StreamWatch>(llm::Dialect::openai)] {
        return watch->see("", data).delta;
      },
      "parsed by simdjson",
      [parser = std::make_shared<simdjson::dom::parser>()] {
        return parser->parse(padded).error();
      });
  ratios.add(
      "events: a chunk written", [] { return llm::content_chunk(head, "gone fishing "); }, "copied",
      [] { return std::string(event); });
}

void add_heads(test::BenchRatios& ratios) {
  static const std::string request =
      "POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\n"
      "Authorization: Bearer sk-0123456789abcdef0123456789abcdef\r\n"
      "Content-Type: application/json\r\nAccept: application/json\r\n"
      "User-Agent: OpenAI/Python 2.52.1\r\nX-Stainless-Lang: python\r\n"
      "X-Stainless-Retry-Count: 0\r\nAccept-Encoding: gzip, deflate\r\nContent-Length: 2\r\n\r\n{}";
  const auto read = [reader = std::make_shared<http::MessageReader>(
                         http::MessageReader::Kind::request, http::Limits())] {
    std::span<const std::byte> in = std::as_bytes(std::span(request));
    for (;;) {
      const http::Piece piece = reader->next(in);
      in = in.subspan(piece.consumed);
      if (piece.what == http::Piece::What::end || piece.what == http::Piece::What::bad) {
        return piece.what;
      }
    }
  };
  ratios.add("http: a request of 10 fields read", read, "line ends counted",
             [] { return count_feeds(request); });
}

}  // namespace
}  // namespace gameday

int main(int argc, char** argv) {
  gameday::test::BenchRatios ratios;
  gameday::add_streams(ratios);
  gameday::add_events(ratios);
  gameday::add_heads(ratios);
  return ratios.run(argc, argv);
}
