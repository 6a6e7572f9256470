#pragma once
// An arm without a gateway: the load calls the provider's fault proxy itself.

#include "rig/subject.hpp"

namespace gameday::rig {

class DirectSubject final : public Subject {
 public:
  /// `options` are of `script`.
  DirectSubject(Script script, const ArmOptions& options) : script_(script), options_(options) {}

  Providers providers() const override;
  rt::awaitable<std::string> raise(const Providers& providers) override;
  load::Target target() const override;
  record::Sink& sink() override { return script_.sink; }
  rt::awaitable<void> take_down(rt::Bound bound) override;

 private:
  Script script_;
  const ArmOptions& options_;
  rt::Address entrance_;
};

}  // namespace gameday::rig
