// The words that people type first.
#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

Injection storm(MapReader& map) {
  Injection injection = answering_error("rate-limit");
  injection.deed.respond->retry_after =
      read_retry_after(map, {RetryAfterHint::Kind::fixed, 20s, {}});
  return injection;
}

Injection partial_503(MapReader&) {
  Respond respond;
  respond.status = 503;
  Injection injection = answering(std::move(respond));
  injection.selectors.share = Ratio{1, 2};
  return injection;
}

Injection tar_pit(MapReader& map) {
  Injection injection;
  injection.deed.delay.emplace();
  injection.deed.delay->headers = Wait{map.duration("wait").value_or(30s), std::nullopt};
  return injection;
}

}  // namespace

std::vector<CatalogueEntry> aliases() {
  return {
      {"",
       "429-storm",
       "everybody is told to come back later",
       {{"retry_after", "20s"}},
       "respond: {error: rate-limit, retry_after: 20s}",
       storm},
      {"",
       "partial-503",
       "half of the attempts fail",
       {},
       "share: 50%, respond: {status: 503}",
       partial_503},
      {"",
       "tar-pit",
       "the request is taken, the answer comes late",
       {{"wait", "30s"}},
       "delay: {headers: 30s}",
       tar_pit},
  };
}

}  // namespace gameday::faults
