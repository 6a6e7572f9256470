#include "faults/deeds.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

Injection limited(MapReader& map, Duration wait) {
  Injection deed;
  deed.deed.respond.emplace();
  deed.deed.respond->source = Respond::Source::error;
  deed.deed.respond->text = "rate-limit";
  deed.deed.respond->retry_after = read_retry_after(map, {RetryAfterHint::Kind::fixed, wait, {}});
  map.not_yet("limit");
  return deed;
}

Injection overloaded(MapReader& map) {
  Injection deed;
  deed.deed.respond.emplace();
  deed.deed.respond->source = Respond::Source::error;
  deed.deed.respond->text = "overloaded";
  const auto status = map.count("status", 400, 599);
  if (status && *status != 503 && *status != 529) {
    map.error("status", "overloaded is 503 or 529");
  } else if (status) {
    deed.deed.respond->status = static_cast<int>(*status);
  }
  return deed;
}

Injection server_error(MapReader& map) {
  Injection deed;
  deed.deed.respond.emplace();
  deed.deed.respond->source = Respond::Source::error;
  deed.deed.respond->text = "server";
  deed.deed.respond->status = static_cast<int>(map.count("status", 500, 599).value_or(0));
  const auto shape = map.text("shape");
  const Words later = {"empty", "text", "array"};
  if (shape && contains(later, *shape)) {
    map.error("shape", *shape + " is not in this version of gameday; json is");
  } else if (shape && *shape != "json") {
    map.error("shape", '"' + *shape + "\" is no shape of an error; write json");
  }
  return deed;
}

Injection partial_503(MapReader&) {
  Injection deed;
  deed.deed.respond.emplace();
  deed.deed.respond->status = 503;
  deed.selectors.share = Ratio{1, 2};
  return deed;
}

Injection tar_pit(MapReader& map) {
  Injection deed;
  deed.deed.delay.emplace();
  deed.deed.delay->headers = Wait{map.duration("wait").value_or(30s), std::nullopt};
  return deed;
}

void refuse(const std::string& slug, MapReader& map) {
  if (contains(scenario_slugs(), slug)) {
    map.error("fault", slug + " is a scenario file of its own, not a fault");
    return;
  }
  if (contains(later_slugs(), slug)) {
    map.error("fault", slug + " is not in this version of gameday; it has " + listed(slugs()));
    return;
  }
  Words all = slugs();
  all.insert(all.end(), later_slugs().begin(), later_slugs().end());
  map.error("fault", '"' + slug + "\" is not a known fault; write " + listed(slugs()) +
                         did_you_mean(slug, all));
}

}  // namespace

std::optional<Injection> read_slug(const std::string& slug, MapReader& map) {
  if (slug == "rate-limited") {
    return limited(map, 2s);
  }
  if (slug == "429-storm") {
    return limited(map, 20s);
  }
  if (slug == "overloaded") {
    return overloaded(map);
  }
  if (slug == "server-error") {
    return server_error(map);
  }
  if (slug == "partial-503") {
    return partial_503(map);
  }
  if (slug == "tar-pit") {
    return tar_pit(map);
  }
  refuse(slug, map);
  return std::nullopt;
}

}  // namespace gameday::faults
