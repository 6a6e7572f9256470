// Which selectors a deed can have that is decided before all is known of an attempt: of connections
// nothing but their order and the replica, of heads not what is in the body.
#include "faults/deeds.hpp"

namespace gameday::faults {
namespace {

void refuse(MapReader& map, std::string_view key, const std::string& why) {
  if (map.take(key) != nullptr) {
    map.error(key, why);
  }
}

void refuse_per(MapReader& map, const Words& words, const std::string& why) {
  const Value* per = map.find("per");
  if (per != nullptr && contains(words, per->text)) {
    refuse(map, "per", why);
  }
}

void refuse_choosers(MapReader& map, const std::string& what) {
  for (const std::string_view key :
       {"model", "stream", "body_over", "path", "method", "key", "request_header", "share", "first",
        "skip", "every", "sequence", "above_rate", "burst", "per"}) {
    refuse(map, key,
           "chooses attempts, but " + what + " for everybody; take it out (at and for say when)");
  }
}

void refuse_choosers_of_attempts(MapReader& map) {
  const std::string why =
      "looks into requests, but this is decided for a connection, before any; choose by replica, a "
      "share or a counter";
  for (const std::string_view key :
       {"model", "stream", "body_over", "path", "method", "key", "request_header"}) {
    refuse(map, key, why);
  }
  refuse_per(map, {"attempt", "request", "key", "model"}, why);
  for (const std::string_view counter : {"first", "skip", "every", "sequence", "above_rate"}) {
    if (map.has(counter)) {
      refuse_per(map, {"connection"},
                 "a counter counts connections here; one that counts each on its own is always at "
                 "1; take it out");
      return;
    }
  }
}

void refuse_choosers_by_body(MapReader& map) {
  const std::string why =
      "looks into the body, before which this is decided (respond: {early}, read_throttle); choose "
      "by path, method, key, request_header, replica, a counter or a share";
  for (const std::string_view key : {"model", "stream", "body_over"}) {
    refuse(map, key, why);
  }
  refuse_per(map, {"request", "model"}, why);
}

}  // namespace

void refuse_finer_selectors(MapReader& map, const Deed& deed) {
  switch (level_of(deed)) {
    case Level::lookup:
      return refuse_choosers(map, "a name is looked up before there is one, and fails");
    case Level::port:
      return refuse_choosers(map, "a shut port is shut");
    case Level::connection:
      return refuse_choosers_of_attempts(map);
    case Level::head:
      return refuse_choosers_by_body(map);
    case Level::body:
      break;
  }
}

}  // namespace gameday::faults
