#include "rig/places.hpp"

#include <fmt/format.h>

namespace gameday::rig {
namespace {

const ProviderPlace* place_of(const Options& options, std::uint16_t provider) {
  return provider < options.places.size() ? &options.places[provider] : nullptr;
}

}  // namespace

const RealProvider* real_provider(const Options& options, std::uint16_t provider) {
  const ProviderPlace* place = place_of(options, provider);
  return place != nullptr && place->real ? &*place->real : nullptr;
}

std::optional<rt::Address> listen_of(const Options& options, std::uint16_t provider) {
  const ProviderPlace* place = place_of(options, provider);
  if (place == nullptr || !place->listen) {
    return std::nullopt;
  }
  return rt::Address{place->listen->host, place->listen->port};
}

std::string listen_said_in(const Options& options, std::uint16_t provider) {
  const ProviderPlace* place = place_of(options, provider);
  return place != nullptr && !place->said_in.empty()
             ? place->said_in
             : fmt::format("providers.{}.listen", options.providers[provider].provider);
}

std::string base_url(const Options& options, std::uint16_t provider, const rt::Address& address) {
  const RealProvider* real = real_provider(options, provider);
  const bool openai = options.providers[provider].dialect == llm::Dialect::openai;
  return fmt::format("http://{}{}", rt::to_text(address),
                     real != nullptr ? real->url.path
                     : openai        ? "/v1"
                                     : "");
}

std::string chat_path(const Options& options, std::uint16_t provider) {
  const RealProvider* real = real_provider(options, provider);
  if (real == nullptr) {
    return {};
  }
  const bool openai = options.providers[provider].dialect == llm::Dialect::openai;
  return real->url.path + (openai ? "/chat/completions" : "/v1/messages");
}

}  // namespace gameday::rig
