#include "faults/parse.hpp"

#include <algorithm>
#include <set>

#include "faults/deeds.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

std::optional<Per> read_per(MapReader& map) {
  const auto word = map.text("per");
  if (!word) {
    return std::nullopt;
  }
  if (*word == "attempt" || *word == "request") {
    return *word == "attempt" ? Per::attempt : Per::request;
  }
  const Words known = {"attempt", "request", "key", "model", "connection", "proxy"};
  const bool later = contains(known, *word);
  map.error("per", later ? *word + " is not in this version of gameday; write attempt or request"
                         : '"' + *word +
                               "\" is nothing a share is drawn for; write attempt or "
                               "request" +
                               did_you_mean(*word, known));
  return std::nullopt;
}

bool any_action_in(const MapReader& map) {
  return std::any_of(later_keys().begin(), later_keys().end(),
                     [&](std::string_view key) { return map.has(key); });
}

// An action that is written first gives its name to the injection.
std::string first_action(const MapReader& map) {
  const bool delay_first =
      map.has("delay") && (!map.has("respond") || map.place_of("delay") < map.place_of("respond"));
  return delay_first ? "delay" : "respond";
}

std::optional<Injection> read_deed(MapReader& map) {
  const auto slug = map.text("fault");
  auto respond = read_respond(map);
  auto delay = read_delay(map);
  const bool acts = map.has("respond") || map.has("delay");
  if (map.has("fault")) {
    if (acts) {
      map.error("fault", "stands alone; take it out or write respond and delay in its place");
    }
    auto deed = slug ? read_slug(*slug, map) : std::nullopt;
    if (deed) {
      deed->name = *slug;
      deed->slug = *slug;
    }
    return deed;
  }
  if (!acts && !any_action_in(map)) {
    map.problems().error(map.place(), map.path(),
                         "says nothing that shall happen; write fault: rate-limited, respond: "
                         "{status: 503} or delay: {headers: 2s}");
  }
  if (!respond && !delay) {
    return std::nullopt;
  }
  Injection deed;
  deed.name = first_action(map);
  deed.deed.respond = std::move(respond);
  deed.deed.delay = delay;
  return deed;
}

}  // namespace

std::optional<Injection> parse_injection(MapReader& map) {
  if (!map.is_map()) {
    return std::nullopt;  // its reader has said so
  }
  for (const std::string_view key : later_keys()) {
    map.not_yet(key);
  }
  auto injection = read_deed(map);
  const auto name = map.text("name");
  const auto share = map.share("share");
  const auto per = read_per(map);
  if (name && name->empty()) {
    map.error("name", "is empty; leave it out or write a name");
  }
  if (!injection) {
    return std::nullopt;
  }
  if (name && !name->empty()) {
    injection->name = *name;
  }
  if (share) {
    injection->selectors.share = share;
  }
  if (per) {
    injection->selectors.per = per;
    if (!injection->selectors.share) {
      map.error("per", "says what a share is drawn for; add share: 50% or take it out");
    }
  }
  return injection;
}

void unique_names(const std::vector<Injection*>& list) {
  std::set<std::string> taken;
  for (Injection* injection : list) {
    const std::string wanted = injection->name;
    for (std::size_t number = 2; !taken.insert(injection->name).second; ++number) {
      injection->name = wanted + '-' + std::to_string(number);
    }
  }
}

}  // namespace gameday::faults
