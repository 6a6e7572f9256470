// Where a provider's fault proxy listens, and real providers behind one.
#include <algorithm>

#include <fmt/format.h>

#include "config/arm_parts.hpp"
#include "config/provider_parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::uint64_t most_capped = 1'000'000'000;

/// A number, not a name: the proxy binds it.
bool is_number(std::string_view host) {
  return host == "localhost" || host.find(':') != host.npos ||
         host.find_first_not_of("0123456789.") == host.npos;
}

void read_cap(MapReader& provider, proxy::Cap& cap) {
  const Value* found = provider.take("cap");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, provider.path_of("cap"), "cap", provider.problems());
  if (!map.is_map()) {
    return;
  }
  cap.requests = map.count("requests", 1, most_capped);
  cap.output_tokens = map.count("output_tokens", 1, most_capped);
  if (!map.has("requests") && !map.has("output_tokens")) {
    provider.error("cap", "limits nothing; write cap: {requests: 500, output_tokens: 100000}");
  }
  map.finish();
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char one) {
    return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
  });
  return text;
}

}  // namespace

void read_listen(MapReader& map, rig::ProviderPlace& place) {
  const auto text = map.text("listen");
  if (!text) {
    return;
  }
  const auto url = parse_url("http://" + *text);
  const bool port = text->find_last_of(':') != text->npos && !text->ends_with(']');
  if (!url || !port || !url.value->path.empty() || text->ends_with('/') ||
      !is_number(url.value->host)) {
    map.error("listen", "is not an address to listen on; write listen: \"127.0.0.1:9101\"");
    return;
  }
  place.listen = *url.value;
}

void read_real_provider(MapReader& map, const Reading& reading, const GameDay& day,
                        mock::Options& mock, rig::ProviderPlace& place) {
  rig::RealProvider real;
  const auto text = map.text("url");
  const auto url = text ? parse_url(*text) : Parsed<Url>{};
  if (text && !url) {
    map.error("url", url.problem + "; write url: \"https://api.openai.com/v1\"");
  } else if (text) {
    real.url = *url.value;
    real.url.host = lower(real.url.host);
    const std::string refused = upstream_problem(day.scenario.safety, real.url.host, real.url.port);
    if (!refused.empty()) {
      map.error("url", refused);
    }
  }
  mock.dialect = mock.provider == "anthropic" ? mock::Dialect::anthropic : mock::Dialect::openai;
  if (const auto word = word_of(map, "dialect", dialects())) {
    mock.dialect = static_cast<mock::Dialect>(*word);
  }
  real.ca_file = read_ca_file(map, reading, real.url.tls);
  read_cap(map, real.cap);
  for (const char* key : {"mock", "first_token", "tokens", "tokens_per_second"}) {
    if (map.take(key) != nullptr) {
      map.error(key, "says how a mock behaves, and this is a real provider; take it out");
    }
  }
  place.real = std::move(real);
}

}  // namespace gameday::config
