#include "rig/arm_rig.hpp"

#include "base/assert.hpp"
#include "rt/across.hpp"

namespace gameday::rig {
namespace {

// Every request has its record by then; what still runs belongs to clients that have left.
constexpr Duration take_down_time = 1s;

}  // namespace

ArmRig::ArmRig(Worlds worlds, Script script, std::uint16_t experiment, std::uint16_t arm)
    : worlds_(worlds),
      script_(script),
      experiment_(experiment),
      arm_(arm),
      subject_(make_subject(worlds, script, arm)),
      providers_(subject_->providers()) {}

ArmRig::~ArmRig() {
  CHECK(!subject_ && providers_.empty(), "an arm is taken down before it is destroyed");
}

rt::awaitable<std::string> ArmRig::raise() {
  std::string problem;
  const auto providers = [&]() -> rt::awaitable<void> {
    problem = start_providers();
    co_return;
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, providers);
  if (problem.empty()) {
    problem = co_await subject_->raise(providers_);
  }
  if (problem.empty()) {
    make_driver();
  }
  co_return problem;
}

rt::awaitable<std::string> ArmRig::prove() {
  co_return co_await subject_->prove(providers_);
}

void ArmRig::make_driver() {
  load::Target target = subject_->target();
  target.run = script_.plan.run;
  target.experiment = experiment_;
  target.arm = arm_;
  driver_ = std::make_unique<load::Driver>(subject_->load_world(), script_.scenario.load,
                                           std::move(target), subject_->sink());
}

rt::awaitable<std::string> ArmRig::move_on(std::uint16_t experiment) {
  experiment_ = experiment;
  rt::Bound bound;
  bound.due = later(worlds_.load.now(), take_down_time);
  bound.limit = rt::Limit::drain;
  std::string problem;
  const auto providers = [&]() -> rt::awaitable<void> {
    for (ProviderRig& provider : providers_) {
      if (problem.empty()) {
        problem = co_await provider.move_on(worlds_.providers, script_, experiment, arm_, bound);
      }
    }
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, providers);
  co_await with_lookups([](Lookups& lookups) { lookups.forget(); });
  make_driver();
  co_return problem;
}

std::string ArmRig::start_providers() {
  for (ProviderRig& provider : providers_) {
    std::string problem = provider.raise(worlds_.providers, script_, experiment_, arm_);
    if (!problem.empty()) {
      return problem;
    }
  }
  return {};
}

rt::awaitable<void> ArmRig::play(std::span<const load::Arrival> arrivals, TimePoint start,
                                 const rt::Stop& stop) {
  co_await driver_->run(arrivals, start, stop);
}

rt::awaitable<void> ArmRig::apply(std::uint16_t provider,
                                  std::shared_ptr<const faults::FaultPlan> plan,
                                  scenario::Open open) {
  if (provider == record::into_clients) {
    driver_->apply(std::move(plan));
    co_return;
  }
  const auto work = [&]() -> rt::awaitable<void> {
    for (ProviderRig& rig : providers_) {
      if (rig.provider() == provider) {
        rig.apply(plan, open);
      }
    }
    co_return;
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, work);
  co_await with_lookups([&](Lookups& lookups) { lookups.apply(provider, plan, open); });
}

rt::awaitable<void> ArmRig::with_lookups(std::function<void(Lookups&)> work) {
  Lookups* const lookups = subject_->lookups();
  if (lookups == nullptr) {
    co_return;
  }
  const auto there = [&]() -> rt::awaitable<void> {
    work(*lookups);
    co_return;
  };
  co_await rt::run_on(worlds_.load, lookups->world(), there);
}

rt::awaitable<std::vector<scenario::Audit>> ArmRig::audit() {
  std::vector<scenario::Audit> audits;
  const auto work = [&]() -> rt::awaitable<void> {
    for (const ProviderRig& rig : providers_) {
      rig.audit(audits);
    }
    co_return;
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, work);
  std::vector<scenario::Audit> of_lookups;
  co_await with_lookups([&](Lookups& lookups) { lookups.audit(of_lookups); });
  add_counts(audits, of_lookups);
  if (driver_) {
    add_audits(driver_->ledger(), record::into_clients, audits);
  }
  co_return audits;
}

rt::awaitable<std::string> ArmRig::act(scenario::Act act, std::uint16_t replica) {
  return subject_->act(act, replica);
}

rt::awaitable<std::string> ArmRig::make_whole() {
  return subject_->make_whole();
}

rt::awaitable<void> ArmRig::take_down() {
  driver_.reset();
  rt::Bound bound;
  bound.due = later(worlds_.load.now(), take_down_time);
  bound.limit = rt::Limit::drain;
  co_await subject_->take_down(bound);
  subject_.reset();
  const auto providers = [&]() -> rt::awaitable<void> {
    for (ProviderRig& rig : providers_) {
      co_await rig.take_down(bound);
    }
    providers_.clear();
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, providers);
}

std::uint64_t ArmRig::sent() const {
  return driver_ ? driver_->progress().sent : 0;
}

}  // namespace gameday::rig
