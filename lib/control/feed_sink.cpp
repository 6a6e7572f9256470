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

/// Up to where what has befallen a connection is said.
JsonWriter& begin(JsonWriter& json, const std::string& proxy, std::uint64_t connection) {
  json.object().key("proxy").text(proxy).key("connection").number(connection);
  return json;
}

}  // namespace

void FeedSink::attempt(const record::AttemptRecord& record) noexcept {
  if (!record.fault.empty() && listens()) {
    feed_.tell(record.bypassed.empty() ? "injected" : "bypassed", json_of(proxy_, record));
  }
}

void FeedSink::toxics_act(std::uint64_t connection, const std::vector<std::string>& names) {
  std::string text;
  JsonWriter json(text);
  begin(json, proxy_, connection).key("toxics").array();
  for (const std::string& name : names) {
    json.text(name);
  }
  json.end().end();
  feed_.tell("toxics", text);
}

void FeedSink::fault_acts(std::uint64_t connection, std::string_view fault) {
  std::string text;
  JsonWriter json(text);
  begin(json, proxy_, connection).key("fault").text(fault).end();
  feed_.tell("injected", text);
}

}  // namespace gameday::control
