#pragma once
// An arm whose gateway runs already, ours or anyone's, at a URL. Its own config points its
// providers at our fault proxies, which listen where the scenario says.

#include "rig/subject.hpp"

namespace gameday::rig {

class UrlSubject final : public Subject {
 public:
  /// `options` are of `script`.
  UrlSubject(Worlds worlds, Script script, const ArmOptions& options)
      : worlds_(worlds), script_(script), options_(options) {}

  /// Those with a fixed place to listen: a gateway that runs can be pointed at no other.
  Providers providers() const override;
  rt::awaitable<std::string> raise(const Providers& providers) override;
  load::Target target() const override;
  rt::World& load_world() override { return worlds_.load; }
  record::Sink& sink() override { return script_.sink; }
  rt::awaitable<std::string> prove(Providers& providers) override;
  rt::awaitable<void> take_down(rt::Bound bound) override;

 private:
  rt::awaitable<bool> passed(Providers& providers);
  std::string pointing(const Providers& providers) const;

  Worlds worlds_;
  Script script_;
  const ArmOptions& options_;
  rt::TlsTrustPtr tls_;
};

}  // namespace gameday::rig
