#pragma once
// One target after the other, until one answers. When none does, the caller is shown the last
// failure of the first that was asked: that is the provider it wanted. A target to which the
// request cannot be said is passed over as if it did not stand in the chain.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "policy/attempt.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

/// Why this request cannot be said to a target; nothing: it can.
using Misfit = std::function<std::optional<Failure>(const Request&)>;

struct ChainTarget {
  std::unique_ptr<Attempt> attempt;
  Misfit misfit;  // empty: takes any request
};

class Fallback final : public Attempt {
 public:
  /// At least one target; its place in the list is its number in the chain.
  Fallback(const rt::Clock& clock, std::vector<ChainTarget> targets);

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  std::vector<std::optional<Failure>> misfits(const Request& request) const;

  const rt::Clock& clock_;
  std::vector<ChainTarget> targets_;
};

}  // namespace gameday::policy
