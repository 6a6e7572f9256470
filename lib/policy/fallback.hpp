#pragma once
// One target after the other, until one answers. When none does, the caller is shown the primary's
// last failure: that is the provider it asked for.

#include <memory>
#include <vector>

#include "policy/attempt.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

class Fallback final : public Attempt {
 public:
  /// At least one target; its place in the list is its number in the chain.
  Fallback(const rt::Clock& clock, std::vector<std::unique_ptr<Attempt>> targets);

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  const rt::Clock& clock_;
  std::vector<std::unique_ptr<Attempt>> targets_;
};

}  // namespace gameday::policy
