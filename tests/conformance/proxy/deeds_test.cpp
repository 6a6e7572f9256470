// Every fault on the wire, over memory and over sockets: the same bytes, and those of wire.golden.

#include <regex>

#include <gtest/gtest.h>

#include "cases.hpp"
#include "faults/catalogue.hpp"
#include "http/body_writer.hpp"
#include "rt/real_world.hpp"
#include "started_proxy.hpp"
#include "support/injected.hpp"
#include "wire_client.hpp"

namespace gameday {
namespace {

using test::Case;

// As short as they can be and still mean something.
std::vector<std::string> openai_events() {
  const auto chunk = [](const std::string& delta, const std::string& finish) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{" + delta +
           "},\"finish_reason\":" + finish + "}]}\n\n";
  };
  return {chunk("\"role\":\"assistant\"", "null"),
          chunk("\"content\":\"a\"", "null"),
          ": beat\n\n",
          chunk("\"content\":\"b\"", "null"),
          chunk("\"content\":\"c\"", "null"),
          chunk("", "\"stop\""),
          "data: {\"choices\":[],\"usage\":{\"completion_tokens\":3}}\n\n",
          "data: [DONE]\n\n"};
}

std::vector<std::string> anthropic_events() {
  const auto event = [](const std::string& type, const std::string& rest) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + '"' + rest + "}\n\n";
  };
  const auto delta = [&](const std::string& text) {
    return event("content_block_delta",
                 ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
  };
  return {event("message_start", ",\"message\":{}"),
          event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\"}"),
          event("ping", ""),
          delta("a"),
          delta("b"),
          delta("c"),
          event("content_block_stop", ",\"index\":0"),
          event("message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{}"),
          event("message_stop", "")};
}

std::string unary_body(bool anthropic) {
  return anthropic
             ? "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"abc\"}]}"
             : "{\"choices\":[{\"message\":{\"content\":\"abc\"},\"finish_reason\":\"stop\"}]}";
}

/// What the provider says: always the same.
std::string good_answer(const Case& c) {
  const bool anthropic = c.has("anthropic");
  std::string wire = "HTTP/1.1 200 OK\r\nX-Provider: 1\r\n";
  if (c.has("none")) {
    return "HTTP/1.1 204 No Content\r\n\r\n";
  }
  if (c.has("stream") || c.has("encoded")) {
    wire += "Content-Type: text/event-stream\r\n";
    wire += c.has("encoded") ? "Content-Encoding: gzip\r\n" : "";
    wire += c.has("old") ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n";
    for (const std::string& event : anthropic ? anthropic_events() : openai_events()) {
      c.has("old") ? wire.append(event) : (http::append_chunk(wire, event), wire);
    }
    return c.has("old") ? wire : wire.append(http::last_chunk);
  }
  const std::string body = unary_body(anthropic);
  wire += "Content-Type: application/json\r\n";
  if (c.has("chunked")) {
    wire += "Transfer-Encoding: chunked\r\n\r\n";
    http::append_chunk(wire, body.substr(0, 7));
    http::append_chunk(wire, body.substr(7));
    return wire.append(http::last_chunk);
  }
  return wire + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string request_bytes(const Case& c) {
  const bool stream = c.has("stream") || c.has("encoded");
  const std::string body = std::string("{\"model\":\"gpt-x\",\"stream\":") +
                           (stream ? "true" : "false") + ",\"messages\":[{\"role\":\"user\"," +
                           "\"content\":\"Why?" + to_text(Marker{test::this_run, 7}) + "\"}]}";
  const char* path = c.has("anthropic") ? "/v1/messages" : "/v1/chat/completions";
  const char* version = c.has("old") ? "1.0" : "1.1";
  return fmt::format(
      "POST {} HTTP/{}\r\nHost: p\r\nAuthorization: Bearer sk-a\r\nContent-Length: {}\r\n\r\n{}",
      path, version, body.size(), body);
}

/// Moments differ from run to run, and so does the size of what names one.
std::string without_moments(std::string text) {
  text = std::regex_replace(text, std::regex("-reset: 20[^\r]*"), "-reset: MOMENT");
  const std::regex created("\"created\":[1-9][0-9]*");
  if (std::regex_search(text, created)) {
    text = std::regex_replace(text, created, "\"created\":MOMENT");
    text = std::regex_replace(text, std::regex("\r\n[0-9a-f]+\r\ndata"), "\r\nSIZE\r\ndata");
    text = std::regex_replace(text, std::regex("Content-Length: [0-9]+"), "Content-Length: SIZE");
  }
  return text;
}

/// Bytes that are no text become <80>.
std::string printable(const std::string& text) {
  std::string shown;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    shown += byte < 0x80 ? std::string(1, letter) : fmt::format("<{:02x}>", byte);
  }
  return shown;
}

struct Story {
  test::Seen seen;
  std::string text;  // all of it, as it stands in wire.golden
};

std::string told(const Case& c, const test::Seen& seen, const record::AttemptRecord& attempt,
                 const std::string& next) {
  std::string wire = seen.wire;
  for (auto at = seen.healed_at.rbegin(); at != seen.healed_at.rend(); ++at) {
    wire.insert(*at, "<silence, healed>");
  }
  std::string text =
      "=== " + c.request + " | " + c.injection + "\n" + printable(without_moments(wire));
  std::erase(text, '\r');
  text += fmt::format("\n--- {}, {}", seen.ending, record::to_text(attempt.end));
  text += attempt.reached.empty() ? "" : ", " + attempt.reached;
  text += attempt.bypassed.empty() ? "" : ", bypassed: " + attempt.bypassed;
  return text + next + "\n\n";
}

rt::awaitable<void> play(rt::World& world, rt::Address at, const Case& c, const test::Seen* known,
                         Story& story) {
  test::FunctionHandler handler([&](http::Exchange& exchange) -> rt::awaitable<void> {
    const auto body = co_await http::read_body(exchange, rt::Bound{});
    if (c.has("old")) {
      exchange.close_after();
    }
    const std::string answer = good_answer(c);
    co_await exchange.write(answer, rt::Bound{});
  });
  http::Server provider(world, handler);
  test::StartedProxy started(world, provider.start(at).value(), at);
  proxy::HttpProxy& proxy = started.http;
  proxy.apply(test::plan_from(c.injection));

  auto stream = co_await world.network.dial(started.address, test::within(world, 5s));
  const auto silent = [&] {
    const auto& counts = started.ledger.by_name();
    return !counts.empty() && counts.begin()->second.injected > 0;
  };
  test::WireClient client(world, std::move(stream.value()), silent, [&] { proxy.heal(); });
  story.seen = co_await client.ask(request_bytes(c), known);
  std::string next;
  if (story.seen.ending == "open") {  // the deed sticks to its request, not to the connection
    proxy.apply(std::make_shared<faults::FaultPlan>());

    const test::Seen seen = co_await client.ask(request_bytes(c), nullptr);
    next = seen.wire == good_answer(c) ? ", the next one is well"
           : seen.wire.empty()         ? ", then closed"
                                       : ", THE NEXT ONE IS NOT WELL";
  }
  client.close();
  co_await proxy.stop(test::within(world, 5s));
  co_await provider.stop(test::within(world, 5s));
  if (started.sink.attempts.empty()) {
    ADD_FAILURE() << "no attempt was recorded";
    co_return;
  }
  story.text = told(c, story.seen, started.sink.attempts.front(), next);
}

TEST(Deeds, AreTheSameBytesOverMemoryAndSockets) {
  std::string all;
  for (const Case& c : test::cases_in("deeds.txt")) {
    Story in_memory;
    rt::VirtualWorld virtual_world{Seed(1)};
    virtual_world.run(play(virtual_world.world(), {"provider", 80}, c, nullptr, in_memory));
    Story over_sockets;
    rt::RealWorld real_world(rt::Epoch::start(), Seed(1));
    real_world.run(play(real_world.world(), {"127.0.0.1", 0}, c, &in_memory.seen, over_sockets));
    EXPECT_EQ(over_sockets.text, in_memory.text);
    all += in_memory.text;
  }
  test::expect_golden("wire.golden", all);
}

TEST(Deeds, HaveACaseForEverySlug) {
  const std::string text = test::read_file("deeds.txt");
  for (const faults::CatalogueEntry& entry : faults::catalogue()) {
    if (entry.expands_to.starts_with("conn:")) {
      continue;  // without an answer there are no bytes: doors_test.cpp
    }
    if (entry.expands_to.starts_with("dns:")) {
      continue;  // names are looked up by clients: tests/conformance/rig/lookups_test.cpp
    }
    if (entry.slug == "client-gone") {
      continue;  // the load leaves, not the proxy: tests/unit/load/leaving_test.cpp
    }
    const std::string word = "fault: " + std::string(entry.slug);
    const std::size_t at = text.find(word);
    const bool whole =
        at != std::string::npos &&
        std::string_view(",}").find(text[at + word.size()]) != std::string_view::npos;
    EXPECT_TRUE(whole) << entry.slug;
  }
}

}  // namespace
}  // namespace gameday
