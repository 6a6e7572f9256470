#include "control/feed_sink.hpp"

#include "base/json_writer.hpp"

namespace gameday::control {
namespace {

void add(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) {
    json.key(key).text(text);
  }
}

std::string json_of(const std::string& proxy, const record::AttemptRecord& record) {
  std::string text;
  JsonWriter json(text);
  json.object();
  json.key("proxy").text(proxy).key("fault").text(record.fault);
  add(json, "reached", record.reached);
  add(json, "reason", record.bypassed);
  add(json, "model", record.model);
  if (record.status > 0) {
    json.key("status").number(record.status);
  }
  json.key("end").text(record::to_text(record.end));
  json.key("ms").number(std::int64_t{(record.ended - record.arrived) / 1ms});
  json.end();
  return text;
}

}  // namespace

void FeedSink::attempt(const record::AttemptRecord& record) noexcept {
  if (!record.fault.empty() && feed_.listened()) {
    feed_.tell(record.bypassed.empty() ? "injected" : "bypassed", json_of(proxy_, record));
  }
}

}  // namespace gameday::control
