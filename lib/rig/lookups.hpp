#pragma once
// What becomes of the name lookups of one arm's own clients: for each provider the fault that is in
// force (the action `dns`), and what it has done. It holds for all who look a name up and draws
// nothing. Single thread: that of the clients, whose dials wait here.
//
// The end of a window is no heal: new lookups are answered, those that wait keep their fate. A heal
// lets them go on at once.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "faults/plan.hpp"
#include "rt/event.hpp"
#include "scenario/stage.hpp"

namespace gameday::rig {

class Lookups {
 public:
  /// On the clients' world.
  explicit Lookups(rt::World& world);

  void apply(std::uint16_t provider, std::shared_ptr<const faults::FaultPlan> plan,
             scenario::Open open);
  /// Whether lookups of that name by that replica go wrong now.
  bool hit(std::uint16_t provider, std::uint16_t replica) const;
  /// One lookup, which is counted; no error: the name resolves.
  rt::awaitable<error_code> look_up(std::uint16_t provider, std::uint16_t replica, rt::Bound bound);

  void audit(std::vector<scenario::Audit>& audits) const;
  /// The next experiment: counts begin anew.
  void forget();
  rt::World& world() const { return world_; }

 private:
  struct Name {
    std::shared_ptr<const faults::FaultPlan> plan = std::make_shared<faults::FaultPlan>();
    TimePoint since{};  // of this plan
    std::uint64_t heals = 0;
    std::map<std::string, record::FaultCounts, std::less<>> counts;  // by injection
  };
  rt::awaitable<error_code> wait(const Name& name, TimePoint answered, rt::Bound bound);

  rt::World& world_;
  rt::Event healed_;
  std::map<std::uint16_t, Name> names_;  // by provider; none is ever taken out
};

/// `more` counted the same injections from another side: what it has is added.
void add_counts(std::vector<scenario::Audit>& audits, const std::vector<scenario::Audit>& more);

}  // namespace gameday::rig
