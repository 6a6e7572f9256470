#include "load/driver.hpp"

#include <algorithm>
#include <cmath>

#include "llm/chat.hpp"
#include "load/outcome.hpp"

namespace gameday::load {
namespace {

http::Head request_head(const Target& target) {
  http::Head head;
  head.method = "POST";
  head.target = target.path;
  head.fields.add("Content-Type", "application/json");
  head.fields.add("Accept", "application/json");
  head.fields.add("User-Agent", "gameday");
  head.fields.add("Authorization", "Bearer " + target.api_key);
  return head;
}

std::string request_body(const RequestKind& kind, const Target& target, std::uint32_t ordinal) {
  llm::ChatRequest request;
  request.model = kind.model.empty() ? target.model : kind.model;
  request.system = kind.system;
  request.prompt = kind.prompt;
  request.max_tokens = kind.max_tokens;
  request.marker = Marker{target.run, ordinal};
  return llm::write_chat_request(request);
}

http::PoolOptions pool_options(std::uint64_t most_in_flight) {
  http::PoolOptions options;
  options.idle_most = most_in_flight;
  return options;
}

}  // namespace

std::uint64_t max_in_flight(const Options& options) {
  if (options.max_in_flight) {
    return *options.max_in_flight;
  }
  const double expected = 1.2 * options.rate.value() * to_seconds(options.timeout);
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(expected)));
}

Driver::Driver(rt::World& world, const Options& options, Target target, record::Sink& sink)
    : world_(world),
      options_(options),
      target_(std::move(target)),
      sink_(sink),
      most_in_flight_(max_in_flight(options)),
      pool_(world, target_.address, pool_options(most_in_flight_)),
      requests_(world.executor) {}

Driver::~Driver() = default;

rt::awaitable<void> Driver::run(std::span<const Arrival> arrivals, TimePoint start,
                                const rt::Stop& stop) {
  for (const Arrival& arrival : arrivals) {
    const TimePoint intended = start + arrival.at;
    rt::Bound until_due;
    until_due.due = intended;
    until_due.stop = &stop;
    co_await rt::sleep(world_, until_due);
    if (stop.requested()) {
      break;
    }
    if (progress_.open >= most_in_flight_) {
      record_not_sent(arrival, intended);
      continue;
    }
    requests_.spawn("load/request", send(arrival, intended, stop));
  }
  // Every request has its own bound, so this wait has one as well.
  co_await requests_.join(rt::Bound{});
}

rt::awaitable<void> Driver::send(Arrival arrival, TimePoint intended, const rt::Stop& stop) {
  ++progress_.sent;
  ++progress_.open;
  record::RequestRecord record = record_for(arrival, intended);
  record.sent = world_.now();

  rt::Bound bound;
  bound.due = later(*record.sent, options_.timeout);
  bound.limit = rt::Limit::total;
  bound.stop = &stop;
  http::Head head = request_head(target_);
  std::string body = request_body(options_.kinds[arrival.kind], target_, arrival.ordinal);
  const auto answer = co_await http::fetch(pool_, std::move(head), std::move(body), bound);

  record.ended = world_.now();
  if (answer) {
    note_answer(record, *answer);
  } else {
    note_failure(record, answer.error());
  }
  --progress_.open;
  sink_.request(record);
}

record::RequestRecord Driver::record_for(const Arrival& arrival, TimePoint intended) const {
  record::RequestRecord record;
  record.experiment = target_.experiment;
  record.arm = target_.arm;
  record.window = arrival.window;
  record.ordinal = arrival.ordinal;
  record.intended = intended;
  return record;
}

void Driver::record_not_sent(const Arrival& arrival, TimePoint intended) {
  record::RequestRecord record = record_for(arrival, intended);
  record.ended = world_.now();
  record.outcome = record::Outcome::not_sent;
  sink_.request(record);
}

}  // namespace gameday::load
