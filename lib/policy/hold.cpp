#include "policy/hold.hpp"

#include <utility>

namespace gameday::policy {

Holds& Holds::operator=(Holds&& other) noexcept {
  if (this != &other) {
    ended(Ending());
    list_ = std::move(other.list_);
    other.list_.clear();
  }
  return *this;
}

void Holds::ended(const Ending& ending) noexcept {
  const auto told = std::exchange(list_, {});
  for (const auto& hold : told) {
    hold->ended(ending);
  }
}

}  // namespace gameday::policy
