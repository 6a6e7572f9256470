#include "faults/deeds.hpp"
#include "faults/points.hpp"

namespace gameday::faults {
namespace {

/// `2s`, or drawn for each attempt: `{p50: 1s, p99: 4s}`.
std::optional<Wait> read_wait(MapReader& map, std::string_view key) {
  const Value* value = map.take(key);
  if (value == nullptr || value->kind != Value::Kind::map) {
    const auto fixed = map.duration(key);
    return fixed ? std::optional(Wait{*fixed, std::nullopt}) : std::nullopt;
  }
  MapReader inside(*value, map.path_of(key), key, map.problems());
  const auto p50 = inside.duration("p50");
  const auto p99 = inside.duration("p99");
  inside.finish();
  if (!inside.has("p50") || !inside.has("p99")) {
    map.error(key, "a drawn wait has a median and a 99th percentile; write {p50: 1s, p99: 4s}");
    return std::nullopt;
  }
  if (!p50 || !p99) {
    return std::nullopt;
  }
  if (*p50 < 1us || *p99 < *p50 || *p99 == forever) {
    map.error(key, "needs 1us <= p50 <= p99 < forever; write {p50: 1s, p99: 4s}");
    return std::nullopt;
  }
  return Wait{{}, Lognormal<Duration>{*p50, *p99}};
}

}  // namespace

std::optional<Delay> read_delay(MapReader& map) {
  auto inside = map.inner("delay");
  if (!inside) {
    return std::nullopt;
  }
  Delay delay;
  delay.connect = read_wait(*inside, "connect");
  delay.headers = read_wait(*inside, "headers");
  delay.first_event = read_wait(*inside, "first_event");
  delay.each_event = read_wait(*inside, "each_event");
  inside->finish();
  if (map.find("delay")->members.empty()) {
    map.error("delay", "delays nothing; write {headers: 2s}");
  }
  const bool delays = delay.connect || delay.headers || delay.first_event || delay.each_event;
  return delays ? std::optional(delay) : std::nullopt;
}

std::optional<Stall> read_stall(MapReader& map) {
  auto inside = map.inner("stall");
  if (!inside) {
    return std::nullopt;
  }
  const auto point = read_point(*inside);
  Stall stall;
  stall.point = point.value_or(Point{});
  stall.length = inside->duration("for").value_or(forever);
  stall.keepalive = read_keepalive(*inside);
  stall.every = read_beat(*inside, "every", stall);
  inside->finish();
  if (stall.keepalive != KeepAlive::none && before_headers(stall.point)) {
    inside->error("keepalive", "nothing can be sent before the head; write after: headers");
  }
  return point ? std::optional(stall) : std::nullopt;
}

KeepAlive read_keepalive(MapReader& map) {
  static const Words known = {"none", "comment", "ping"};
  const std::string word = read_word(map, "keepalive", known, "keep-alive");
  return word == "comment" ? KeepAlive::comment
         : word == "ping"  ? KeepAlive::ping
                           : KeepAlive::none;
}

Duration read_beat(MapReader& map, std::string_view key, const Stall& stall) {
  const auto beat = map.duration(key);
  if (beat && *beat < 1ms) {
    map.error(key, "is the time between two keep-alives; at least 1ms");
  } else if (map.has(key) && stall.keepalive == KeepAlive::none) {
    map.error(key, "is the time between two keep-alives; add keepalive: comment or take it out");
  }
  return beat && *beat >= 1ms ? *beat : stall.every;
}

}  // namespace gameday::faults
