#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

Injection answering_page(std::string name) {
  Respond respond;
  respond.source = Respond::Source::page;
  respond.text = std::move(name);
  return answering(std::move(respond));
}

Injection middlebox_error(MapReader& map) {
  static const Words pages = {"nginx-502", "nginx-503", "nginx-504", "envoy-503",
                              "envoy-no-upstream"};
  return answering_page(read_word(map, "page", pages, "page of a middle box"));
}

// Cloudflare waits 100 s for an origin's answer and 15 s for a connection; the others come at once.
Injection cdn_error(MapReader& map) {
  const auto status = map.count("status", 520, 526).value_or(524);
  const Duration usual = status == 524 ? 100s : status == 522 ? 15s : 0s;
  const Duration wait = map.duration("wait").value_or(usual);
  Injection injection = answering_page("cloudflare-" + std::to_string(status));
  if (wait > Duration::zero()) {
    injection.deed.delay.emplace();
    injection.deed.delay->headers = Wait{wait, std::nullopt};
  }
  return injection;
}

Injection html_page(MapReader& map) {
  return answering_page(read_word(map, "page", {"maintenance", "login"}, "page"));
}

}  // namespace

std::vector<CatalogueEntry> page_slugs() {
  return {
      {"F06",
       "middlebox-error",
       "502, 503 or 504 that is no JSON",
       {{"page", "nginx-502 / nginx-503 / nginx-504 / envoy-503 / envoy-no-upstream"}},
       "respond: {page: nginx-502}",
       middlebox_error},
      {"F07",
       "cdn-error",
       "Cloudflare's 520 to 526, after its wait",
       {{"status", "524", "", "520", "526"},
        {"wait", "100s for 524, 15s for 522, else 0s", "duration"}},
       "delay: {headers: 100s}, respond: {page: cloudflare-524}",
       cdn_error},
      {"F09",
       "html-page",
       "200 with a page for people",
       {{"page", "maintenance / login"}},
       "respond: {page: maintenance}",
       html_page},
  };
}

}  // namespace gameday::faults
