#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

constexpr Point before_head{true, Point::Unit::headers, 0, {}, {}};
constexpr Point after_done{false, Point::Unit::done, 0, {}, {}};

Injection silent_at(const Point& point, MapReader& map) {
  Stall stall;
  stall.point = point;
  stall.length = map.duration("length").value_or(forever);
  return stalling(stall);
}

Injection silent_after_headers(MapReader& map) {
  return silent_at(after_headers, map);
}

Injection no_answer(MapReader& map) {
  return silent_at(before_head, map);
}

Injection slow_drip(MapReader& map) {
  if (map.has("rate")) {
    if (map.take("gap") != nullptr) {
      map.error("gap", "is between events, and rate is of bytes; keep one of them");
    }
    Injection dripping;
    dripping.deed.throttle = read_byte_rate(map, "rate").value_or(Bytes{20});
    return dripping;
  }
  const Wait gap{map.duration("gap").value_or(5s), std::nullopt};
  Injection injection;
  injection.deed.delay.emplace();
  injection.deed.delay->first_event = gap;
  injection.deed.delay->each_event = gap;
  return injection;
}

Injection stalled_stream(MapReader& map) {
  Injection injection = silent_at(read_after_or(map, five_deltas), map);
  Stall& stall = injection.deed.stalls.front();
  stall.keepalive = read_keepalive(map);
  stall.every = read_beat(map, "beat", stall);
  return injection;
}

Injection open_after_done(MapReader& map) {
  return silent_at(after_done, map);
}

}  // namespace

std::vector<CatalogueEntry> timing_slugs() {
  return {
      {"F16",
       "silent-after-headers",
       "the head, then nothing",
       {{"length", "forever"}},
       "stall: {after: headers}",
       silent_after_headers},
      {"F17",
       "no-answer",
       "the request is read, then nothing",
       {{"length", "forever"}},
       "stall: {before: headers}",
       no_answer},
      {"F18",
       "slow-drip",
       "every event late, or every byte",
       {{"gap", "5s"}, {"rate", "–", "rate"}},
       "delay: {first_event: 5s, each_event: 5s}",
       slow_drip},
      {"F19",
       "stalled-stream",
       "silence in the middle, with or without keep-alives",
       {{"after", "5 deltas"},
        {"length", "forever"},
        {"keepalive", "none / comment / ping"},
        {"beat", "15s"}},
       "stall: {after: 5 deltas}",
       stalled_stream},
      {"F20",
       "open-after-done",
       "all is said, the connection stays open",
       {{"length", "forever"}},
       "stall: {after: done}",
       open_after_done},
  };
}

}  // namespace gameday::faults
