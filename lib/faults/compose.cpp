#include "faults/compose.hpp"

#include <algorithm>
#include <iterator>

#include "faults/actions.hpp"
#include "faults/catalogue.hpp"
#include "faults/deeds.hpp"
#include "faults/fit.hpp"
#include "faults/selectors.hpp"

namespace gameday::faults {
namespace {

/// The action that is written first; empty: none.
std::string_view first_action(const MapReader& map) {
  std::string_view first;
  for (const ActionInfo& action : actions()) {
    const std::string_view key = action.name;
    if (map.has(key) && (first.empty() || map.place_of(key) < map.place_of(first))) {
      first = key;
    }
  }
  return first;
}

bool any_later(const MapReader& map) {
  for (const std::string_view key : later_keys()) {
    if (map.has(key)) {
      return true;
    }
  }
  return false;
}

Deed read_actions(MapReader& map, const NamedFiles& files) {
  Deed deed;
  deed.dns = read_dns(map);
  deed.conn = read_conn(map);
  deed.respond = read_respond(map, files);
  deed.answer = read_answer(map);
  deed.delay = read_delay(map);
  if (auto change = read_header(map)) {
    deed.heads.push_back(std::move(*change));
  }
  deed.edits = read_edits(map);
  deed.throttle = read_throttle(map, "throttle");
  deed.read_throttle = read_throttle(map, "read_throttle");
  deed.resegment = read_resegment(map);
  deed.inserts = read_inserts(map);
  deed.encode = read_encode(map);
  if (auto stall = read_stall(map)) {
    deed.stalls.push_back(*stall);
  }
  deed.cut = read_end(map);
  return deed;
}

bool of_connections(const Deed& deed) {
  return level_of(deed) <= Level::connection;
}

bool acts(const Deed& deed) {
  return of_connections(deed) || acts_on_attempts(deed);
}

/// What cannot be decided together; empty: nothing.
std::string_view at_odds(const Deed& deed) {
  if (deed.dns && (deed.conn || deed.delay || acts_on_attempts(deed))) {
    return "stands alone: a name is looked up before there is a connection, let alone an attempt; "
           "write two injections";
  }
  if (of_connections(deed) && acts_on_attempts(deed)) {
    return "stands alone: it is decided for a connection, before any attempt on it; write two "
           "injections";
  }
  const bool at_once =
      deed.conn && (shuts_port(*deed.conn) || deed.conn->kind == Conn::Kind::rst_on_accept);
  return at_once && deed.delay ? "stands alone: where nobody gets in, there is nothing to delay"
                               : "";
}

/// What a deed can do only once, done twice; empty: nothing.
std::string_view done_twice(const Deed& deed, const Deed& more) {
  if (deed.respond && more.respond) {
    return "respond";
  }
  if (deed.answer && more.answer) {
    return "answer";
  }
  if (deed.cut && more.cut) {
    return "end";
  }
  if (deed.dns && more.dns) {
    return "dns";
  }
  if (deed.conn && more.conn) {
    return "conn";
  }
  if (deed.read_throttle && more.read_throttle) {
    return "read_throttle";
  }
  if (deed.throttle && more.throttle) {
    return "throttle";
  }
  if (deed.resegment && more.resegment) {
    return "resegment";
  }
  if (deed.encode && more.encode) {
    return "encode";
  }
  if (!deed.delay || !more.delay) {
    return {};
  }
  return deed.delay->connect && more.delay->connect           ? "delay.connect"
         : deed.delay->headers && more.delay->headers         ? "delay.headers"
         : deed.delay->first_event && more.delay->first_event ? "delay.first_event"
         : deed.delay->each_event && more.delay->each_event   ? "delay.each_event"
                                                              : "";
}

template <class T>
void take_unset(std::optional<T>& own, std::optional<T>& other) {
  if (!own) {
    own = std::move(other);
  }
}

void add(Deed& deed, Deed more) {
  take_unset(deed.dns, more.dns);
  take_unset(deed.conn, more.conn);
  take_unset(deed.respond, more.respond);
  take_unset(deed.answer, more.answer);
  take_unset(deed.cut, more.cut);
  take_unset(deed.read_throttle, more.read_throttle);
  take_unset(deed.throttle, more.throttle);
  take_unset(deed.resegment, more.resegment);
  take_unset(deed.encode, more.encode);
  if (deed.delay && more.delay) {
    take_unset(deed.delay->connect, more.delay->connect);
    take_unset(deed.delay->headers, more.delay->headers);
    take_unset(deed.delay->first_event, more.delay->first_event);
    take_unset(deed.delay->each_event, more.delay->each_event);
  }
  take_unset(deed.delay, more.delay);
  std::move(more.heads.begin(), more.heads.end(), std::back_inserter(deed.heads));
  std::move(more.edits.begin(), more.edits.end(), std::back_inserter(deed.edits));
  std::move(more.inserts.begin(), more.inserts.end(), std::back_inserter(deed.inserts));
  std::move(more.stalls.begin(), more.stalls.end(), std::back_inserter(deed.stalls));
}

/// Who answers itself asks no mock.
void refuse_answer_with_respond(MapReader& map, const Deed& deed) {
  if (deed.respond && deed.answer) {
    map.problems().error(map.place(), map.path(),
                         "answer is what the mock says, and respond does not ask it; keep one of "
                         "them");
  }
}

/// Nothing can be done to bytes of which nobody knows what they mean, nor before what is the first
/// thing to happen.
void refuse_with_raw(MapReader& map, const Deed& deed) {
  if (answers_early(deed)) {
    Deed rest = deed;
    rest.respond.reset();
    if (acts(rest)) {
      map.problems().error(map.place(), map.path(),
                           "respond: {early} stands alone: the answer goes out at once, whole");
    }
    return;
  }
  const bool raw = deed.respond && deed.respond->source == Respond::Source::raw;
  if (raw && touches_answer(deed)) {
    map.problems().error(map.place(), map.path(),
                         "respond: {raw} is the whole answer; beside it only delay: {headers} and "
                         "places before: headers can stand");
  }
}

/// Inserts come before the coding, and bytes are counted behind it.
void refuse_inside_coding(MapReader& map, const Deed& deed) {
  const auto inside = [](const Insert& insert) {
    const Point::Unit unit = insert.point.unit;
    return insert.what != Insert::What::wire &&
           (unit == Point::Unit::bytes || unit == Point::Unit::percent);
  };
  if (deed.encode && std::any_of(deed.inserts.begin(), deed.inserts.end(), inside)) {
    map.problems().error(map.place(), map.path(),
                         "encode counts its bytes when they are coded, but an insert comes before "
                         "that; insert after: headers, N events, N deltas or a time");
  }
}

std::optional<Injection> read_simple(MapReader& map, const NamedFiles& files);

/// One part of all_of: as a deed, and without selectors, for the decision is one.
std::optional<Injection> read_part(const Value& value, std::string path, Problems& problems,
                                   const NamedFiles& files) {
  MapReader map(value, std::move(path), "a part of all_of", problems);
  if (!map.is_map()) {
    return std::nullopt;
  }
  for (const std::string_view key : later_keys()) {
    map.not_yet(key);
  }
  auto part = read_simple(map, files);
  Words beside = selector_words();
  beside.insert(beside.end(), {"name", "into", "at", "for"});
  for (const std::string_view key : beside) {
    if (map.take(key) != nullptr) {
      map.error(key, "stands beside all_of, not in it: its parts share one decision");
    }
  }
  if (map.take("all_of") != nullptr) {
    map.error("all_of", "has no all_of inside; write its parts side by side");
  }
  if (part || !map.has("fault")) {
    map.finish();
  }
  return part;
}

std::optional<Injection> read_all(MapReader& map, const Value& list, const NamedFiles& files) {
  Injection all;
  all.name = "all_of";
  bool whole = true;
  for (std::size_t at = 0; at < list.items.size(); ++at) {
    const Value& item = list.items[at];
    const std::string path = map.path_of("all_of") + '[' + std::to_string(at) + ']';
    auto part = read_part(item, path, map.problems(), files);
    if (!part) {
      whole = false;
      continue;
    }
    const std::string_view twice = done_twice(all.deed, part->deed);
    if (!twice.empty()) {
      map.problems().error(
          item.place, path,
          "is a second " + std::string(twice) + " of the same attempt; keep one of them");
      whole = false;
    }
    add(all.deed, std::move(part->deed));
    if (const std::string_view why = at_odds(all.deed); whole && !why.empty()) {
      map.problems().error(item.place, path, std::string(why));
      whole = false;
    }
    take_unset(all.selectors.share, part->selectors.share);
    take_unset(all.selectors.stream, part->selectors.stream);
    take_unset(all.selectors.body_over, part->selectors.body_over);
  }
  refuse_answer_with_respond(map, all.deed);
  refuse_with_raw(map, all.deed);
  refuse_inside_coding(map, all.deed);
  return whole && acts(all.deed) ? std::optional(std::move(all)) : std::nullopt;
}

std::optional<Injection> read_simple(MapReader& map, const NamedFiles& files) {
  const auto slug = map.text("fault");
  Deed deed = read_actions(map, files);
  const std::string_view first = first_action(map);
  if (map.has("fault")) {
    if (!first.empty()) {
      map.error("fault", "stands alone; to do " + std::string(first) +
                             " as well, write all_of: [{fault: …}, {" + std::string(first) +
                             ": …}]");
    }
    return slug ? read_slug(*slug, map) : std::nullopt;
  }
  if (first.empty() && !any_later(map) && !map.has("all_of")) {
    map.problems().error(map.place(), map.path(),
                         "says nothing that shall happen; write fault: rate-limited, respond: "
                         "{status: 503} or delay: {headers: 2s}");
  }
  if (!acts(deed)) {
    return std::nullopt;
  }
  if (const std::string_view why = at_odds(deed); !why.empty()) {
    map.error(deed.dns ? "dns" : deed.conn ? "conn" : "delay", std::string(why));
  }
  refuse_answer_with_respond(map, deed);
  refuse_with_raw(map, deed);
  refuse_inside_coding(map, deed);
  Injection injection;
  injection.name = first;
  injection.deed = std::move(deed);
  return injection;
}

}  // namespace

std::optional<Injection> read_deed(MapReader& map, const NamedFiles& files) {
  if (!map.has("all_of")) {
    return read_simple(map, files);
  }
  const Value* list = map.take("all_of");
  if (list->kind != Value::Kind::list || list->items.empty()) {
    map.error("all_of",
              "takes a list of deeds; write [{fault: slow-drip}, {end: {after: 9 deltas}}]");
    return std::nullopt;
  }
  bool alone = true;
  const auto move_in = [&](std::string_view key) {
    if (map.take(key) != nullptr) {
      map.error(key, "stands beside all_of; move it into the list");
      alone = false;
    }
  };
  move_in("fault");
  for (const ActionInfo& action : actions()) {
    move_in(action.name);
  }
  auto all = read_all(map, *list, files);
  return alone ? std::move(all) : std::nullopt;
}

}  // namespace gameday::faults
