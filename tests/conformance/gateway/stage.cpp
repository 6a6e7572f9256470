#include "stage.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "load/streamed_call.hpp"
#include "load/unary_call.hpp"
#include "rig/keys.hpp"
#include "support/certificates.hpp"
#include "support/injected.hpp"
#include "trials.hpp"

namespace gameday::test {
namespace {

constexpr Duration patience = 120s;    // of the client: longer than whatever the gateway may take
constexpr Duration leaves_at = 200ms;  // as the table's word says
constexpr Duration settling = 500ms;   // until proxies have noticed that nobody wants an answer

const rt::Address any_port{"127.0.0.1", 0};

constexpr std::string_view parameters = R"(,"temperature":0.2,"top_p":0.9,"max_tokens":64)";
constexpr std::string_view tools =
    R"(,"tools":[{"type":"function","function":{"name":"run_test","parameters":{"type":"object",)"
    R"("properties":{"name":{"type":"string"}},"required":["name"]}}},)"
    R"({"type":"function","function":{"name":"read_log","parameters":{"type":"object",)"
    R"("properties":{"line":{"type":"integer"}},"required":["line"]}}}],"tool_choice":"required")";
constexpr std::string_view schema =
    R"(,"response_format":{"type":"json_schema","json_schema":{"name":"reasons","schema":)"
    R"({"type":"object","properties":{"reason":{"type":"string"}},"required":["reason"],)"
    R"("additionalProperties":false}}})";

mock::Options behaviour(const std::string& name, llm::Dialect dialect) {
  mock::Options options;
  options.provider = name;
  options.dialect = dialect;
  options.first_token = {10ms, 10ms};
  options.tokens = {40, 40};
  options.tokens_per_second = PerSecond{2'000'000'000};
  return options;
}

}  // namespace

Stage::Stage(rt::World& world, const ExpectedRow& row, gateway::Options options)
    : world_(world),
      row_(row),
      set_up_(row.set_up.value_or(SetUp{})),
      options_(std::move(options)) {
  rig::fill_keys(options_, Seed(1));
}

Stage::~Stage() {
  std::error_code ignored;
  std::filesystem::remove(authority_, ignored);
}

void Stage::raise(std::size_t place) {
  const std::string& name =
      place == 0 ? options_.chain.front().provider : options_.chain.back().provider;
  gateway::Provider& provider =
      *std::ranges::find(options_.providers, name, &gateway::Provider::name);
  provider.check_schema = set_up_.checked;
  Provider& made = providers_[place];
  made.mock = std::make_unique<mock::Provider>(world_, behaviour(name, provider.dialect), Seed(1),
                                               "expected");
  proxy::HttpOptions options;
  options.upstream = made.mock->start(any_port).value();
  options.dialect = provider.dialect;
  const rig::KnownKeys known = rig::known_keys(provider);
  options.key_aliases = known.aliases;
  options.key_sources = known.sources;
  proxy::RunPlace run;
  run.run = this_run;
  run.provider = static_cast<std::uint16_t>(place);
  options.place = run;
  const bool https = set_up_.https && place == 0;
  if (https) {
    CertificateWish wish;
    wish.host = any_port.host;
    const Certificate shown = self_signed_authority(wish);
    // Where its gateway, which knows no other way, looks for whom to trust.
    const void* const mine = this;
    authority_ = write_pem(shown, fmt::format("gameday-ca-{}-{}.pem", ::getpid(), mine));
    ::setenv("SSL_CERT_FILE", authority_.c_str(), 1);
    options.identity = server_of(shown);
  }
  made.proxy =
      std::make_unique<proxy::HttpProxy>(world_, std::move(options), made.sink, made.ledger);
  const rt::Address at = made.proxy->start(any_port).value();
  const bool openai = provider.dialect == llm::Dialect::openai;
  provider.base_url =
      fmt::format("http{}://{}:{}{}", https ? "s" : "", at.host, at.port, openai ? "/v1" : "");
}

void Stage::raise() {
  raise(0);
  raise(1);
  gateway_ = std::make_unique<gateway::Gateway>(world_, options_, Seed(1));
  const gateway::Target& primary = options_.chain.front();
  target_.address = gateway_->start(any_port).value();
  target_.model = primary.provider + '/' + primary.model;
  target_.api_key = "sk-of-the-client";
  target_.run = this_run;
}

void Stage::inject() {
  providers_[0].proxy->apply(plan_from(flow_of(row_), "fault"));
  if (set_up_.lifeboat_refuses) {
    providers_[1].proxy->apply(plan_from("{fault: params-refused}", "lifeboat"));
  }
}

load::Request Stage::request(bool streamed, std::uint32_t ordinal) const {
  load::RequestKind kind;
  kind.prompt = set_up_.large ? std::string(1024 * 1024, 'x') : "Name the first failing assertion.";
  kind.stream = streamed;
  load::Request request = load::make_request(kind, target_, ordinal);
  request.body.pop_back();  // the brace
  request.body += set_up_.parameters ? parameters : std::string_view();
  request.body += set_up_.tools ? tools : std::string_view();
  request.body += set_up_.schema ? schema : std::string_view();
  request.body += '}';
  request.head.fields.set("Content-Length", std::to_string(request.body.size()));
  return request;
}

rt::awaitable<void> Stage::ask(http::Pool& pool, bool streamed, std::uint32_t ordinal) {
  record::RequestRecord record;
  record.ordinal = ordinal;
  record.streamed = streamed;
  record.sent = world_.now();
  const rt::Bound bound = within(world_, set_up_.leaves ? leaves_at : patience);
  load::Request request = this->request(streamed, ordinal);
  if (streamed) {
    load::StreamedCall call(world_, pool, llm::Dialect::openai);
    co_await call.run(std::move(request), bound, record);
    if (!set_up_.leaves) {
      co_await call.leave(bound);
    }
  } else {
    co_await load::call_unary(world_, pool, target_, std::move(request), bound, record);
  }
  asked_.push_back(std::move(record));
}

rt::awaitable<void> Stage::play(bool streamed) {
  raise();
  inject();
  http::Pool pool(world_, target_.address);
  for (std::uint32_t ordinal = 0; ordinal < set_up_.requests; ++ordinal) {
    co_await ask(pool, streamed, ordinal);
  }
  co_await pause(world_, settling);
  http::Head head;
  head.method = "GET";
  head.target = "/metrics";
  auto page = co_await http::fetch(pool, std::move(head), std::string(), within(world_, patience));
  metrics_ = page ? std::move(page->body) : std::string();
  pool.close_idle();
  co_await take_down();
  sum_up();
}

rt::awaitable<void> Stage::take_down() {
  co_await gateway_->stop(within(world_, 1s, rt::Limit::drain));
  for (Provider& provider : providers_) {
    co_await provider.proxy->stop(within(world_, 1s, rt::Limit::drain));
    co_await provider.mock->stop(within(world_, 1s, rt::Limit::drain));
  }
}

bool Stage::met_fault() const {
  const auto& counts = providers_[0].ledger.by_name();
  const auto found = counts.find("fault");
  return found != counts.end() && found->second.injected > 0;
}

std::size_t Stage::attempts_of(std::uint32_t ordinal) const {
  const auto recorded = [&](const Provider& provider) {
    // One whose body was not read has no marker.
    return static_cast<std::size_t>(
        std::ranges::count_if(provider.sink.attempts, [&](const record::AttemptRecord& attempt) {
          return set_up_.requests == 1 || attempt.ordinal == ordinal;
        }));
  };
  const auto& counts = providers_[0].ledger.by_name();
  const auto hit = counts.find("fault");
  const std::size_t hits = set_up_.https && hit != counts.end() ? hit->second.matched : 0;
  return std::max(recorded(providers_[0]), hits) + recorded(providers_[1]);
}

Seen Stage::seen_of(const record::RequestRecord& record) const {
  const std::string& lifeboats = options_.chain.back().model;
  Seen seen{end_of(record.outcome, record.status, record.model == lifeboats),
            attempts_of(record.ordinal), to_seconds(record.ended - *record.sent)};
  if (set_up_.leaves && record.outcome == record::Outcome::timeout) {
    seen.end = "left";
    TimePoint over = record.ended;
    for (const Provider& provider : providers_) {
      for (const record::AttemptRecord& attempt : provider.sink.attempts) {
        over = std::max(over, attempt.ended);
      }
    }
    seen.seconds = to_seconds(over - record.ended);
  }
  return seen;
}

/// The last; or, where all must be so, the worst of each number, and every end that there was.
void Stage::sum_up() {
  seen_ = seen_of(asked_.back());
  for (const record::RequestRecord& record : asked_) {
    const Seen one = seen_of(record);
    if (!set_up_.each) {
      continue;
    }
    if (seen_.end.find(one.end) == std::string::npos) {
      seen_.end += '+' + one.end;
    }
    seen_.attempts = std::max(seen_.attempts, one.attempts);
    seen_.seconds = std::max(seen_.seconds, one.seconds);
  }
}

}  // namespace gameday::test
