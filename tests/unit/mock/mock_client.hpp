#pragma once
// A mock in virtual time, and a client that notes what it hears and when.

#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "http/client.hpp"
#include "http/sse.hpp"
#include "llm/chat.hpp"
#include "llm/stream.hpp"
#include "mock/provider.hpp"
#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday::test {

inline const rt::Address mock_address{"provider", 443};

struct Heard {
  TimePoint at{};
  std::string name;
  std::string data;
};

struct MockAnswer {
  int status = 0;
  http::Fields fields;
  std::string body;           // unary
  std::vector<Heard> events;  // streamed
  TimePoint sent{};
  TimePoint ended{};
  bool whole = false;  // its framing ended well
  Duration took() const { return ended - sent; }
};

class MockTest : public testing::Test {
 protected:
  using Client = std::function<rt::awaitable<void>()>;

  MockTest() {
    options.provider = "openai";
    options.models = {"gpt-4o-mini"};
    fields.add("Authorization", "Bearer sk-test");
  }

  void run(Client client, std::string experiment = "storm") {
    const auto log = [this](const mock::LoggedRequest& entry) { logged.push_back(entry); };
    mock::Provider provider(world, options, Seed(7), std::move(experiment), log);
    virtual_world.run(play(provider, std::move(client)));
  }
  rt::awaitable<void> play(mock::Provider& provider, Client client) {
    EXPECT_TRUE(provider.start(mock_address));
    co_await client();
    co_await provider.stop(within(world, 10s));
  }

  http::Head head_of(std::string method, std::string target) const {
    http::Head head;
    head.method = std::move(method);
    head.target = std::move(target);
    head.fields = fields;
    return head;
  }

  rt::awaitable<MockAnswer> send(std::string method, std::string target, std::string body) {
    http::Pool pool(world, mock_address);
    http::Head head = head_of(std::move(method), std::move(target));
    head.fields.add("Host", "provider");
    head.fields.add("Content-Length", std::to_string(body.size()));
    MockAnswer answer;
    answer.sent = world.now();
    const auto call = co_await pool.call(rt::Bound{});
    (*call)->begins(head.method);
    const std::string bytes = http::write_request_head(head) + body;
    co_await (*call)->write(bytes, rt::Bound{});
    co_await (*call)->read_head(rt::Bound{});
    answer.status = (*call)->head().status;
    answer.fields = (*call)->head().fields;
    co_await hear(**call, answer);
    answer.ended = world.now();
    co_return answer;
  }

  rt::awaitable<void> hear(http::Call& call, MockAnswer& answer) {
    const bool stream = answer.fields.get("Content-Type").starts_with("text/event-stream");
    http::SseReader reader;
    while (!answer.whole) {
      const auto part = co_await call.read_part(rt::Bound{});
      if (!part) {
        co_return;
      }
      answer.whole = part->end;
      const std::string_view bytes(reinterpret_cast<const char*>(part->payload.data()),
                                   part->payload.size());
      answer.body.append(bytes);
      reader.push(stream ? bytes : "");
      for (auto block = reader.next(); block.what != http::SseBlock::What::need_more;
           block = reader.next()) {
        answer.events.push_back({world.now(), std::string(block.name), std::string(block.data)});
      }
    }
  }

  llm::ChatRequest asking(std::uint32_t ordinal, bool stream = false) const {
    llm::ChatRequest request;
    request.model = "gpt-x";
    request.prompt = "Why?";
    request.stream = stream;
    request.marker = Marker{1, ordinal};
    return request;
  }

  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  mock::Options options;
  http::Fields fields;
  std::vector<mock::LoggedRequest> logged;
};

/// All of a streamed answer seen by the one who judges streams.
inline llm::StreamWatch watched(llm::Dialect dialect, const MockAnswer& answer, std::string* text) {
  llm::StreamWatch watch(dialect);
  for (const Heard& event : answer.events) {
    *text += watch.see(event.name, event.data).text;
  }
  return watch;
}

}  // namespace gameday::test
