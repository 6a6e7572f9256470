#pragma once
// One target after the other, until one answers. When none does, the caller is shown the last
// failure of the first that was asked: that is the provider it wanted.

#include <vector>

#include "policy/chain.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

class Fallback final : public Attempt {
 public:
  /// At least one target; its place in the list is its number in the chain. A try that names a
  /// target begins there.
  Fallback(const rt::Clock& clock, std::vector<ChainTarget> targets);

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  const rt::Clock& clock_;
  std::vector<ChainTarget> targets_;
};

}  // namespace gameday::policy
