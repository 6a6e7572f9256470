#include "rig.hpp"

#include <utility>

#include "llm/chat.hpp"
#include "rt/error.hpp"

namespace gameday::gateway::test {

namespace {

std::string good_answer(std::string model) {
  llm::ChatAnswer answer;
  answer.id = "chatcmpl-1";
  answer.model = std::move(model);
  answer.text = "It was the flaky one.";
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

rt::awaitable<void> ScriptedProvider::serve(http::Exchange& exchange) {
  auto body = co_await http::read_body(exchange, patient());
  Seen now_seen;
  now_seen.head = exchange.request();
  now_seen.body = body.value();
  now_seen.at = world_.now();
  const std::size_t place = seen.size();
  seen.push_back(std::move(now_seen));

  std::string token(exchange.request().fields.get("Authorization").substr(7));
  auto& list = plays[token];
  Play play;
  if (!list.empty()) {
    play = list.front();
    if (list.size() > 1) {
      list.pop_front();
    }
  }
  rt::Bound wait;
  wait.stop = &exchange.stop();
  const error_code ec =
      co_await rt::sleep(world_, wait.tighter(world_.now() + play.takes, rt::Limit::none));
  if (ec == rt::IoError::stopped) {
    seen[place].left = world_.now();
    co_return;
  }
  if (play.how == Play::How::reset_head) {
    co_await exchange.end(End::reset, patient());
    co_return;
  }
  std::string text = play.body.empty() ? good_answer("m-1") : play.body;
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
  }
  return options;
}

Rig::Rig(Options options)
    : virtual_world(Seed(7)),
      world_(virtual_world.world()),
      openai(world_),
      lifeboat(world_),
      gateway_(world_, std::move(options), Seed(7)) {}

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

rt::awaitable<http::Response> Rig::ask() {
  return ask(Ask());
}

rt::awaitable<http::Response> Rig::ask(Ask ask) {
  http::Head head;
  head.method = "POST";
  head.target = "/v1/chat/completions";
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
