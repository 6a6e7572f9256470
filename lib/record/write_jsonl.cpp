#include "base/json_writer.hpp"
#include "record/jsonl.hpp"

namespace gameday::record {
namespace {

// Whole microseconds, floored, also before the start.
std::int64_t micros(Duration duration) {
  return std::chrono::floor<std::chrono::microseconds>(duration).count();
}

std::int64_t micros(TimePoint at) {
  return micros(at - run_start);
}

void time(JsonWriter& json, std::string_view key, const std::optional<TimePoint>& at) {
  if (at) {
    json.key(key).number(micros(*at));
  }
}

void text(JsonWriter& json, std::string_view key, std::string_view value) {
  if (!value.empty()) {
    json.key(key).text(value);
  }
}

void name(JsonWriter& json, std::string_view key, const std::vector<std::string>& names,
          std::size_t index) {
  json.key(key).text(names.at(index));
}

void replica(JsonWriter& json, std::uint16_t number) {
  if (number > 0) {
    json.key("replica").number(unsigned{number});
  }
}

void counts(JsonWriter& json, const FaultCounts& counts) {
  json.key("counts").object();
  json.key("seen").number(counts.seen).key("matched").number(counts.matched);
  json.key("injected").number(counts.injected).key("open").number(counts.open);
  json.key("bypassed").object();
  for (const auto& [reason, number] : counts.bypassed) {
    json.key(reason).number(number);
  }
  json.end();
  if (counts.connections) {
    json.key("connections").boolean(true);
  }
  if (counts.shut > Duration::zero()) {
    json.key("shut_us").number(micros(counts.shut));
  }
  if (counts.dns > Duration::zero()) {
    json.key("dns_us").number(micros(counts.dns));
  }
  json.end();
}

}  // namespace

void append_line(std::string& out, const RequestRecord& record, const Cast& cast) {
  JsonWriter json(out);
  json.object();
  name(json, "experiment", cast.experiments, record.experiment);
  name(json, "arm", cast.arms, record.arm);
  json.key("window").text(to_text(record.window));
  json.key("ordinal").number(record.ordinal);
  json.key("streamed").boolean(record.streamed);
  replica(json, record.replica);
  time(json, "intended_at_us", record.intended);
  time(json, "sent_at_us", record.sent);
  time(json, "first_content_at_us", record.first_content);
  if (record.longest_gap > Duration::zero()) {
    json.key("longest_gap_us").number(micros(record.longest_gap));
  }
  time(json, "ended_at_us", record.ended);
  json.key("outcome").text(to_text(record.outcome));
  json.key("status").number(record.status);
  text(json, "model", record.model);
  json.key("tokens").number(record.tokens);
  text(json, "error", record.error);
  json.end();
  out += '\n';
}

void append_line(std::string& out, const AttemptRecord& record, const Cast& cast) {
  JsonWriter json(out);
  json.object();
  name(json, "experiment", cast.experiments, record.experiment);
  name(json, "arm", cast.arms, record.arm);
  name(json, "provider", cast.providers, record.provider);
  replica(json, record.replica);
  if (record.ordinal) {
    json.key("ordinal").number(*record.ordinal);
  }
  json.key("nth").number(record.nth);
  json.key("model_call").boolean(record.model_call);
  json.key("streamed").boolean(record.streamed);
  text(json, "model", record.model);
  text(json, "key", record.key);
  time(json, "arrived_at_us", record.arrived);
  time(json, "answered_at_us", record.answered);
  time(json, "ended_at_us", record.ended);
  json.key("status").number(record.status);
  json.key("end").text(to_text(record.end));
  text(json, "fault", record.fault);
  text(json, "reached", record.reached);
  text(json, "bypassed", record.bypassed);
  if (record.retry_after) {
    json.key("retry_after_us").number(micros(*record.retry_after));
  }
  json.end();
  out += '\n';
}

void append_line(std::string& out, const Event& event, const Cast& cast) {
  JsonWriter json(out);
  json.object();
  json.key("event").text(to_text(event.kind));
  time(json, "at_us", event.at);
  name(json, "experiment", cast.experiments, event.experiment);
  if (event.arm) {
    name(json, "arm", cast.arms, *event.arm);
  }
  if (event.provider) {
    json.key("provider").text(place_name(cast, *event.provider));
  }
  if (event.window) {
    json.key("window").text(to_text(*event.window));
  }
  replica(json, event.replica);
  text(json, "text", event.text);
  if (event.counts) {
    counts(json, *event.counts);
  }
  json.end();
  out += '\n';
}

}  // namespace gameday::record
