#include "gateway/access_log.hpp"

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/wall_text.hpp"
#include "record/capped.hpp"

namespace gameday::gateway {

namespace {

constexpr int digits = 6;  // of seconds: microseconds

void write_seconds(JsonWriter& json, std::string_view name, Duration time) {
  json.key(name).number(to_seconds(time), digits);
}

void write_known(JsonWriter& json, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    json.key(name).text(record::capped(text));
  }
}

void write_attempts(JsonWriter& json, const AccessEntry& entry) {
  json.key("attempts").array();
  for (const policy::TrailEntry& one : entry.trail.entries()) {
    const Target& target = entry.chain[one.target];
    json.object().key("target").text(fmt::format("{}/{}", target.provider, target.model));
    json.key("key").text(one.key).key("result").text(result_text(result_of(one)));
    write_seconds(json, "after", one.started - entry.told.arrived);
    if (!one.open) {
      write_seconds(json, "seconds", one.ended - one.started);
    }
    json.end();
  }
  json.end();
}

}  // namespace

std::string access_line(const AccessEntry& entry) {
  const Told& told = entry.told;
  std::string line;
  JsonWriter json(line);
  json.object().key("time").text(gameday::to_text(entry.at)).key("id").number(entry.id);
  write_known(json, "request_id", entry.request.fields.get("X-Request-Id"));
  json.key("method").text(record::capped(entry.request.method));
  json.key("path").text(record::capped(entry.request.path()));
  write_known(json, "model", entry.model);
  json.key("stream").boolean(told.stream).key("status");
  told.status == 0 ? json.null() : json.number(told.status);
  json.key("outcome").text(entry.outcome);
  json.key("client_gone").boolean(told.how == Ended::client_gone);
  write_known(json, "served_by", entry.served_by);
  write_seconds(json, "seconds", told.ended - told.arrived);
  if (told.first_token) {
    write_seconds(json, "first_token_seconds", *told.first_token - told.arrived);
  }
  if (entry.usage.prompt > 0) {
    json.key("prompt_tokens").number(entry.usage.prompt);
  }
  if (entry.usage.completion > 0) {
    json.key("completion_tokens").number(entry.usage.completion);
  }
  write_attempts(json, entry);
  if (!entry.body.empty()) {
    json.key("body").text(entry.body.substr(0, logged_body_most));
  }
  json.end();
  line += '\n';
  return line;
}

}  // namespace gameday::gateway
