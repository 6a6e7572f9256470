#include "rig/url_subject.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/assert.hpp"
#include "base/marker.hpp"
#include "rig/places.hpp"
#include "rig/probe.hpp"
#include "rt/across.hpp"

namespace gameday::rig {
namespace {

// The proxy notes whose request it was before it forwards it, on another thread.
constexpr Duration look_for = 1s;
constexpr Duration look_again = 10ms;

}  // namespace

Subject::Providers UrlSubject::providers() const {
  Providers providers;
  for (std::uint16_t index = 0; index < script_.options.providers.size(); ++index) {
    if (const auto listen = listen_of(script_.options, index)) {
      providers.emplace_back(index, KnownKeys{}, *listen);
    }
  }
  return providers;
}

rt::awaitable<std::string> UrlSubject::raise(const Providers&) {
  if (!options_.url->tls) {
    co_return std::string();
  }
  const auto trust = rt::tls_trust(options_.ca_file);
  if (!trust) {
    co_return fmt::format("{}: {}: {}", options_.name, options_.ca_file, trust.error().message());
  }
  tls_ = *trust;
  co_return std::string();
}

load::Target UrlSubject::target() const {
  load::Target target;
  target.address = {options_.url->host, options_.url->port};
  target.path = options_.url->path + "/chat/completions";
  target.host = host_field(*options_.url);
  target.tls = tls_;
  target.model = options_.model;
  target.api_key = client_key(script_, options_);
  target.headers = client_headers(options_);
  target.run = script_.plan.run;
  return target;
}

rt::awaitable<std::string> UrlSubject::prove(Providers& providers) {
  const ProbeAnswer answer = co_await probe(worlds_.load, target(), script_.scenario.load);
  const bool seen = co_await passed(providers);
  if (seen) {
    co_return std::string();
  }
  if (!answer.answered) {
    co_return fmt::format("{} at {} {}", options_.name, to_text(*options_.url), answer.words);
  }
  co_return fmt::format("{} {}, but nothing passed the fault proxies: point its base URL of {}",
                        options_.name, answer.words, pointing(providers));
}

rt::awaitable<bool> UrlSubject::passed(Providers& providers) {
  bool seen = false;
  const auto look = [&]() -> rt::awaitable<void> {
    for (const ProviderRig& provider : providers) {
      seen = seen || provider.tries_of(probe_ordinal) > 0;
    }
    co_return;
  };
  const TimePoint latest = later(worlds_.load.now(), look_for);
  while (true) {
    co_await rt::run_on(worlds_.load, worlds_.providers, look);
    if (seen || worlds_.load.now() >= latest) {
      co_return seen;
    }
    const rt::Bound pause{later(worlds_.load.now(), look_again)};
    co_await rt::sleep(worlds_.load, pause);
  }
}

/// `openai at http://127.0.0.1:9101/v1 and of anthropic at …`
std::string UrlSubject::pointing(const Providers& providers) const {
  std::vector<std::string> places;
  for (const ProviderRig& provider : providers) {
    places.push_back(
        fmt::format("{} at {}", script_.options.providers[provider.provider()].provider,
                    base_url(script_.options, provider.provider(), provider.address())));
  }
  return fmt::format("{}", fmt::join(places, " and of "));
}

rt::awaitable<void> UrlSubject::take_down(rt::Bound) {
  co_return;
}

}  // namespace gameday::rig
