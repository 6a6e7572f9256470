#pragma once
// What an arm's load talks to: nothing of its own (the provider's fault proxy itself), our gateway,
// or whatever else there will be. One file pair a kind; this is all that the rest of the rig knows
// of it. Called on the load's thread; its parts are made, used and destroyed on their own.

#include <memory>
#include <string>
#include <vector>

#include "load/target.hpp"
#include "rig/lookups.hpp"
#include "rig/provider_rig.hpp"
#include "rig/script.hpp"
#include "rig/worlds.hpp"
#include "scenario/options.hpp"

namespace gameday::rig {

class Subject {
 public:
  using Providers = std::vector<ProviderRig>;

  virtual ~Subject() = default;
  /// Those that the arm needs, not yet raised, with the keys that it will call them by.
  virtual Providers providers() const = 0;
  /// `providers` are up. Empty, or why it could not be started; take_down() is owed either way.
  virtual rt::awaitable<std::string> raise(const Providers& providers) = 0;
  /// Where the load goes and how it asks there. Whose request it is, is not its business.
  virtual load::Target target() const = 0;
  /// The world of the load as this subject's callers see it.
  virtual rt::World& load_world() = 0;
  /// What becomes of the name lookups of whoever calls the providers; null: it is out of our reach.
  /// There once it is raised; used on its own world.
  virtual Lookups* lookups() { return nullptr; }
  /// Where the records of its requests go: on to the script's, with what it alone knows of them.
  virtual record::Sink& sink() = 0;
  /// On one of its replicas; empty, or why it could not be done. Most have none.
  virtual rt::awaitable<std::string> act(scenario::Act act, std::uint16_t replica);
  virtual rt::awaitable<std::string> make_whole();
  virtual rt::awaitable<void> take_down(rt::Bound bound) = 0;
  /// Does what the load sends really come to the fault proxies? Asked once, before the first
  /// experiment. Empty, or what is wrong and what to do. Ours do by construction.
  virtual rt::awaitable<std::string> prove(Providers& providers);
};

std::unique_ptr<Subject> make_subject(Worlds worlds, Script script, std::uint16_t arm);

/// The arm's own, beside what every request has.
std::vector<load::Header> client_headers(const ArmOptions& arm);
/// The client's key: the arm's own, or one that is made up.
std::string client_key(const Script& script, const ArmOptions& arm);

}  // namespace gameday::rig
