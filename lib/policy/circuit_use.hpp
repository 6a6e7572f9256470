#pragma once
// The permit of one try, as its breaker hears of it: a failure of the provider's at once, an answer
// when its body has ended. Whoever drops it untold gives it back. Single thread.

#include <memory>

#include "policy/attempt.hpp"
#include "policy/circuit.hpp"

namespace gameday::policy {

class CircuitUse final : public Hold {
 public:
  /// The circuit outlives it.
  CircuitUse(Circuit& circuit, const Circuit::Permit& permit)
      : circuit_(circuit), permit_(permit) {}
  ~CircuitUse() override;

  /// What its try came to; a reply keeps it until its body has ended.
  static void hear(std::unique_ptr<CircuitUse> use, Outcome& outcome, TimePoint now);

  void ended(const Ending& ending) noexcept override;

 private:
  void failed(const Failure& failure, TimePoint now) noexcept;
  void tell(bool failed, TimePoint now) noexcept;

  Circuit& circuit_;
  Circuit::Permit permit_;
  bool slow_ = false;
  bool told_ = false;
};

}  // namespace gameday::policy
