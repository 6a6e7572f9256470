#include "proxy/allowance.hpp"

#include <fmt/format.h>

namespace gameday::proxy {

Allowance::Allowance(std::string provider, Cap cap, Reached reached)
    : provider_(std::move(provider)), cap_(cap), reached_(std::move(reached)) {}

Allowance::Use::~Use() {
  if (from_ != nullptr) {
    from_->tokens_ += spent_;
    from_->answers_ += spent_ > 0 ? 1 : 0;
    --from_->under_way_;
  }
}

/// Of the answers under way.
std::uint64_t Allowance::expected() const {
  const std::uint64_t answers = answers_;
  return answers == 0 ? 0 : under_way_ * (tokens_ / answers);
}

std::optional<Allowance::Use> Allowance::take() {
  const std::uint64_t given = tokens_;
  const std::uint64_t coming = expected();
  if (cap_.output_tokens && given + coming >= *cap_.output_tokens) {
    const std::string more =
        given >= *cap_.output_tokens
            ? std::string()
            : fmt::format(" and is about to give some {} more in answers under way", coming);
    tell(fmt::format("{} has given {} output tokens{}, as many as its cap allows", provider_, given,
                     more));
    return std::nullopt;
  }
  if (cap_.requests && requests_.fetch_add(1) >= *cap_.requests) {
    tell(fmt::format("{} has got {} requests, as many as its cap allows", provider_,
                     *cap_.requests));
    return std::nullopt;
  }
  ++under_way_;
  return Use(*this);
}

void Allowance::tell(std::string why) {
  if (!told_.exchange(true) && reached_) {
    reached_(std::move(why));
  }
}

}  // namespace gameday::proxy
