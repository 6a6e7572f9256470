#include "faults/deeds.hpp"
#include "faults/words.hpp"
#include "llm/error_words.hpp"

namespace gameday::faults {
namespace {

void refuse_later(MapReader& map, const Words& keys) {
  for (const std::string_view key : keys) {
    map.not_yet(key);
  }
}

// A wait, where later versions can also draw one.
std::optional<Duration> read_wait(MapReader& map, std::string_view key) {
  const Value* value = map.take(key);
  if (value != nullptr && value->kind == Value::Kind::map) {
    map.error(key, "a drawn delay is not in this version of gameday; write one duration, 2s");
    return std::nullopt;
  }
  return map.duration(key);
}

int read_status(MapReader& map) {
  constexpr std::uint64_t lowest = 400;
  const auto status = map.count("status", 100, 599);
  if (status && *status < lowest) {
    map.error("status", "answers below 400 are not in this version of gameday");
    return 0;
  }
  return static_cast<int>(status.value_or(0));
}

std::string read_error_name(MapReader& map) {
  const auto name = map.text("error");
  if (!name || contains(llm::error_names(), *name)) {
    return name.value_or("");
  }
  map.error("error", '"' + *name + "\" is no provider's error; write " +
                         listed(llm::error_names()) + did_you_mean(*name, llm::error_names()));
  return {};
}

}  // namespace

RetryAfterHint read_retry_after(MapReader& map, const RetryAfterHint& otherwise) {
  const Value* value = map.take("retry_after");
  if (value == nullptr) {
    return otherwise;
  }
  if (value->kind == Value::Kind::list) {
    map.error("retry_after", "a list of raw values is not in this version of gameday");
    return otherwise;
  }
  if (value->kind == Value::Kind::text && (value->text == "auto" || value->text == "none")) {
    const bool automatic = value->text == "auto";
    return {automatic ? RetryAfterHint::Kind::automatic : RetryAfterHint::Kind::none, {}, {}};
  }
  const auto wait = map.duration("retry_after");
  if (wait == forever) {
    map.error("retry_after", "Retry-After is a number of seconds; write 20s, 5m or none");
    return otherwise;
  }
  return wait ? RetryAfterHint{RetryAfterHint::Kind::fixed, *wait, {}} : otherwise;
}

std::optional<Respond> read_respond(MapReader& map) {
  const Value* value = map.take("respond");
  if (value == nullptr) {
    return std::nullopt;
  }
  MapReader inside(*value, map.path_of("respond"), "respond", map.problems());
  if (!inside.is_map()) {
    return std::nullopt;
  }
  refuse_later(
      inside, {"page", "json", "body", "file", "completion", "raw", "headers", "dialect", "early"});
  Respond respond;
  respond.status = read_status(inside);
  respond.text = read_error_name(inside);
  respond.source = respond.text.empty() ? Respond::Source::status : Respond::Source::error;
  respond.retry_after = read_retry_after(inside, {});
  inside.finish();
  if (!inside.has("status") && !inside.has("error")) {
    map.error("respond", "says no answer; write {status: 503} or {error: overloaded}");
  }
  const bool usable = respond.status != 0 || !respond.text.empty();
  return usable ? std::optional(respond) : std::nullopt;
}

std::optional<Delay> read_delay(MapReader& map) {
  const Value* value = map.take("delay");
  if (value == nullptr) {
    return std::nullopt;
  }
  MapReader inside(*value, map.path_of("delay"), "delay", map.problems());
  if (!inside.is_map()) {
    return std::nullopt;
  }
  refuse_later(inside, {"first_event", "each_event", "connect"});
  const auto headers = read_wait(inside, "headers");
  inside.finish();
  if (value->members.empty()) {
    map.error("delay", "delays nothing; write {headers: 2s}");
  }
  if (!headers) {
    return std::nullopt;
  }
  Delay delay;
  delay.headers = Wait{*headers, std::nullopt};
  return delay;
}

}  // namespace gameday::faults
