#pragma once
// An arm without a gateway: the load calls the provider's fault proxy itself, and looks its name
// up.

#include "rig/lookup_network.hpp"
#include "rig/subject.hpp"

namespace gameday::rig {

class DirectSubject final : public Subject {
 public:
  /// `options` are of `script`.
  DirectSubject(Worlds worlds, Script script, const ArmOptions& options)
      : script_(script), options_(options), lookups_(worlds.load), network_(lookups_) {}

  Providers providers() const override;
  rt::awaitable<std::string> raise(const Providers& providers) override;
  load::Target target() const override;
  rt::World& load_world() override { return network_.world(); }
  Lookups* lookups() override { return &lookups_; }
  record::Sink& sink() override { return script_.sink; }
  rt::awaitable<void> take_down(rt::Bound bound) override;

 private:
  Script script_;
  const ArmOptions& options_;
  rt::Address entrance_;
  Lookups lookups_;
  LookupNetwork network_;
};

}  // namespace gameday::rig
