#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

Injection key_revoked(MapReader&) {
  return answering_error("bad-key");
}

Injection account_blocked(MapReader& map) {
  return answering_error(read_word(
      map, "kind", {"billing", "region", "forbidden", "on-hold", "quota"}, "reason to be blocked"));
}

Injection model_retired(MapReader& map) {
  const auto status = map.count("status", 400, 599).value_or(404);
  if (status != 404 && status != 410 && status != 400) {
    map.error("status", "a model that is gone is 404, 410 or 400");
  }
  Injection injection = answering_error(status == 410 ? "gone" : "no-model");
  if (status == 400) {
    injection.deed.respond->status = 400;
  }
  return injection;
}

Injection too_large(MapReader& map) {
  const std::string kind =
      read_word(map, "kind", {"body", "context", "head"}, "thing to be too large");
  const bool page = map.boolean("page").value_or(false);
  if (page && kind != "body") {
    map.error("page", "is what a server in front says of a body; take it out");
  }
  Injection injection = answering_error(kind == "context" ? "context" : "too-large");
  Respond& respond = *injection.deed.respond;
  if (page) {
    respond.source = Respond::Source::page;
    respond.text = "nginx-413";
  } else if (kind == "head") {
    constexpr int head_too_large = 431;
    respond.source = Respond::Source::status;
    respond.text.clear();
    respond.status = head_too_large;
  }
  if (kind != "head") {
    injection.selectors.body_over = Bytes{256 * 1024};
  }
  return injection;
}

}  // namespace

std::vector<CatalogueEntry> account_slugs() {
  return {
      {"F11",
       "key-revoked",
       "401; say which key, and skip: 20 for later",
       {},
       "respond: {error: bad-key}",
       key_revoked},
      {"F12",
       "account-blocked",
       "402, 403 or 400 about the account",
       {{"kind", "billing / region / forbidden / on-hold / quota"}},
       "respond: {error: billing}",
       account_blocked},
      {"F13",
       "model-retired",
       "404; say which model",
       {{"status", "404 / 410 / 400"}},
       "respond: {error: no-model}",
       model_retired},
      {"F15",
       "too-large",
       "413, 400 or 431 for requests over a size",
       {{"kind", "body / context / head"}, {"page", "false"}},
       "body_over: 256KiB, respond: {error: too-large}",
       too_large},
  };
}

}  // namespace gameday::faults
