#include "proxy/allowance.hpp"

#include <fmt/format.h>

namespace gameday::proxy {

Allowance::Allowance(std::string provider, Cap cap, Reached reached)
    : provider_(std::move(provider)), cap_(cap), reached_(std::move(reached)) {}

bool Allowance::take() {
  if (cap_.output_tokens && tokens_ >= *cap_.output_tokens) {
    tell(fmt::format("{} has given {} output tokens, as many as its cap allows", provider_,
                     tokens_.load()));
    return false;
  }
  if (cap_.requests && requests_.fetch_add(1) >= *cap_.requests) {
    tell(fmt::format("{} has got {} requests, as many as its cap allows", provider_,
                     *cap_.requests));
    return false;
  }
  return true;
}

void Allowance::tell(std::string why) {
  if (!told_.exchange(true) && reached_) {
    reached_(std::move(why));
  }
}

}  // namespace gameday::proxy
