#include "rig.hpp"

#include <utility>

#include "http/body_writer.hpp"
#include "http/sse.hpp"
#include "llm/chat.hpp"
#include "llm/stream_event.hpp"
#include "rt/error.hpp"
#include "support/good_stream.hpp"

namespace gameday::gateway::test {

namespace {

constexpr const char* good_text = "It was the flaky one.";

std::string good_answer(llm::Dialect dialect) {
  if (dialect == llm::Dialect::anthropic) {
    llm::MessageAnswer answer;
    answer.id = "msg_1";
    answer.model = "m-1";
    answer.text = good_text;
    answer.input_tokens = 7;
    return llm::write_message(answer);
  }
  llm::ChatAnswer answer;
  answer.id = "chatcmpl-1";
  answer.model = "m-1";
  answer.text = good_text;
  return llm::write_chat_answer(answer);
}

Key key(std::string name) {
  Key key;
  key.value = "sk-" + name;
  key.name = std::move(name);
  return key;
}

rt::Bound patient() {
  return rt::Bound();
}

}  // namespace

Play play(int status, std::string body, std::vector<http::Field> fields) {
  Play play;
  play.status = status;
  play.body = std::move(body);
  play.fields = std::move(fields);
  return play;
}

Play dead() {
  Play play;
  play.status = 503;
  play.body = "{}";
  play.takes = 5ms;
  return play;
}

Play streamed(const std::vector<std::string>& events, Tail tail) {
  Play play;
  play.how = Play::How::stream;
  for (const std::string& event : events) {
    play.writes.push_back(Write{event, {}, false});
  }
  play.tail = tail;
  return play;
}

Play ScriptedProvider::next_play(const http::Head& request) {
  std::string token(request.fields.get("x-api-key"));
  if (token.empty()) {
    token = request.fields.get("Authorization").substr(7);
  }
  auto& list = plays.contains("") ? plays[""] : plays[token];
  if (list.empty()) {
    return Play();
  }
  Play play = list.front();
  if (list.size() > 1) {
    list.pop_front();
  }
  return play;
}

/// False: the gateway has hung up.
rt::awaitable<bool> ScriptedProvider::pause(http::Exchange& exchange, std::size_t place,
                                            Duration time) {
  if (time == Duration::zero()) {
    co_return true;
  }
  rt::Bound wait;
  wait.stop = &exchange.stop();
  const error_code ec =
      co_await rt::sleep(world_, wait.tighter(world_.now() + time, rt::Limit::none));
  if (ec == rt::IoError::stopped) {
    seen[place].left = world_.now();
  }
  co_return ec != rt::IoError::stopped;
}

rt::awaitable<void> ScriptedProvider::serve(http::Exchange& exchange) {
  auto body = co_await http::read_body(exchange, patient());
  Seen now_seen;
  now_seen.head = exchange.request();
  now_seen.body = body.value();
  now_seen.at = world_.now();
  now_seen.connection = exchange.connection();
  const std::size_t place = seen.size();
  seen.push_back(std::move(now_seen));
  const auto dialect = exchange.request().path().ends_with("/messages") ? llm::Dialect::anthropic
                                                                        : llm::Dialect::openai;
  Play play = next_play(exchange.request());
  const bool streams = llm::read_request_facts(seen[place].body).stream;
  if (play.how == Play::How::answer && play.status == 200 && play.body.empty() && streams) {
    const Duration takes = play.takes;
    play = streamed(gameday::test::good_stream(dialect));
    play.takes = takes;
  }
  const bool waits = co_await pause(exchange, place, play.takes);
  if (!waits) {
    co_return;
  }
  if (play.how == Play::How::stream) {
    co_await stream(exchange, place, play);
    co_return;
  }
  if (play.how == Play::How::reset_head) {
    co_await exchange.end(End::reset, patient());
    co_return;
  }
  std::string text = play.body.empty() ? good_answer(dialect) : play.body;
  http::Head head = http::response_of(play.status, "application/json", text.size());
  for (const http::Field& field : play.fields) {
    head.fields.set(field.name, field.value);
  }
  if (play.how == Play::How::cut_body) {
    const std::string part = write_response_head(head) + text.substr(0, text.size() / 2);
    co_await exchange.write(part, patient());
    co_await exchange.end(End::close, patient());
    co_return;
  }
  co_await http::respond(exchange, std::move(head), std::move(text), patient());
}

rt::awaitable<void> ScriptedProvider::stream(http::Exchange& exchange, std::size_t place,
                                             const Play& play) {
  http::Head head;
  head.status = play.status;
  head.fields.set("Content-Type", "text/event-stream");
  for (const http::Field& field : play.fields) {
    head.fields.set(field.name, field.value);
  }
  head.fields.set("Transfer-Encoding", "chunked");
  std::string bytes = write_response_head(head);
  for (const Write& write : play.writes) {
    if (write.after > Duration::zero()) {
      co_await exchange.write(bytes, patient());  // what is ready does not wait
      bytes.clear();
    }
    const bool waits = co_await pause(exchange, place, write.after);
    if (!waits) {
      co_return;
    }
    if (write.raw) {
      bytes += write.bytes;
    } else {
      http::append_chunk(bytes, write.bytes);
    }
    const error_code ec = co_await exchange.write(bytes, patient());
    if (ec) {
      seen[place].left = world_.now();
      co_return;
    }
    ++seen[place].writes;
    bytes.clear();
  }
  if (play.tail == Tail::end) {
    bytes += http::last_chunk;
  }
  co_await exchange.write(bytes, patient());
  if (play.tail == Tail::hang) {
    co_await pause(exchange, place, 1h);
  } else if (play.tail != Tail::end) {
    const End how = play.tail == Tail::fin ? End::half_close : End::reset;
    co_await exchange.end(how, patient());
  }
}

Streamed read_stream(std::string_view body) {
  Streamed all;
  http::SseReader reader;
  reader.push(body);
  for (auto block = reader.next(); block.what == http::SseBlock::What::event;
       block = reader.next()) {
    const llm::EventFacts facts = llm::read_event(llm::Dialect::openai, block.name, block.data);
    all.text += facts.text;
    all.finish += facts.finish_reason;
    all.done = all.done || facts.done;
    all.usage = all.usage || facts.usage;
    if (facts.error) {
      all.error = facts.what.code;
      all.error_type = facts.what.type;
    }
  }
  return all;
}

std::string tries(const http::Response& response) {
  std::string out;
  std::string_view trail = response.head.fields.get("x-gameday-attempts");
  while (!trail.empty()) {
    const std::size_t comma = std::min(trail.find(", "), trail.size());
    const std::string_view one = trail.substr(0, comma);
    out += (out.empty() ? "" : " ") + std::string(one.substr(0, one.rfind(':')));
    trail.remove_prefix(std::min(comma + 2, trail.size()));
  }
  return out;
}

Ask streaming() {
  Ask ask;
  ask.body = R"({"model":"m","messages":[{"role":"user","content":"x"}],"stream":true})";
  return ask;
}

Options tuned() {
  Options options;
  Provider openai;
  openai.name = "openai";
  openai.base_url = "http://openai:80/v1";
  openai.keys = {key("a"), key("b")};
  openai.retry.jitter = Jitter::none;
  openai.timeouts.unary_headers = 4s;
  Provider lifeboat = openai;
  lifeboat.name = "lifeboat";
  lifeboat.base_url = "http://lifeboat:80/v1";
  lifeboat.keys = {key("l")};
  options.providers = {openai, lifeboat};
  options.chain = {{"openai", "gpt-4o-mini"}, {"lifeboat", "haiku"}};
  return options;
}

Options untuned() {
  Options options = tuned();
  options.deadline.reset();
  for (Provider& provider : options.providers) {
    provider.timeouts.unary_headers = 120s;
    provider.timeouts.attempt = 120s;
    provider.retry.max = 6;
    provider.retry.base = 500ms;
    provider.retry.ceiling = 5s;
    provider.retry.jitter = Jitter::equal_20;
    provider.retry.on_rate_limit = true;
    provider.retry.retry_after = RetryAfter::ignore;
    provider.breaker.reset();
  }
  return options;
}

Rig::Rig(Options options, Around around)
    : virtual_world(Seed(7)),
      world_(virtual_world.world()),
      openai(world_),
      lifeboat(world_),
      gateway_(world_, std::move(options), Seed(7), std::move(around)) {}

void Rig::run(Act act) {
  virtual_world.run(act_out(std::move(act)));
}

rt::awaitable<void> Rig::act_out(Act act) {
  openai.server().start(rt::Address{"openai", 80}).value();
  lifeboat.server().start(rt::Address{"lifeboat", 80}).value();
  const rt::Address address = gateway_.start(rt::Address{"gateway", 80}).value();
  pool_ = std::make_unique<http::Pool>(world_, address);
  co_await act(*this);
  pool_->close_idle();
  rt::Bound bound;
  co_await gateway_.stop(bound.tighter(world_.now() + 1s, rt::Limit::drain));
  co_await openai.server().stop(bound.tighter(world_.now() + 1s, rt::Limit::drain));
  co_await lifeboat.server().stop(bound.tighter(world_.now() + 1s, rt::Limit::drain));
}

rt::awaitable<http::Response> Rig::get(std::string path) {
  http::Head head;
  head.method = "GET";
  head.target = std::move(path);
  auto response = co_await http::fetch(*pool_, std::move(head), std::string(), patient());
  co_return std::move(response.value());
}

rt::awaitable<std::string> Rig::metrics() {
  http::Response response = co_await get("/metrics");
  co_return std::move(response.body);
}

rt::awaitable<http::Response> Rig::ask() {
  return ask(Ask());
}

rt::awaitable<http::Response> Rig::ask(Ask ask) {
  http::Head head;
  head.method = "POST";
  head.target = ask.path;
  head.fields.add("Authorization", "Bearer the-clients-own");
  for (const http::Field& field : ask.fields) {
    head.fields.add(field.name, field.value);
  }
  asked_ = world_.now();
  auto response = co_await http::fetch(*pool_, std::move(head), std::move(ask.body), ask.bound);
  if (!response) {
    co_return http::Response();
  }
  co_return std::move(*response);
}

std::int64_t Rig::took() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(world_.now() - asked_).count();
}

}  // namespace gameday::gateway::test
