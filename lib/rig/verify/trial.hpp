#pragma once
// One request of one shape under one row's fault, against one gateway, everything fresh: what is
// played, as plain data. Pure; play_trials.hpp plays it.
//
// The file's providers stand for those of the config's chain, in its order: what the file puts into
// its first one is put into the provider of the first target, whatever it is called there and
// whichever API it speaks.

#include <string>

#include "rig/options.hpp"
#include "rig/verify/row.hpp"
#include "scenario/plan.hpp"

namespace gameday::rig {

/// Longer than most gateways rest a key or keep a breaker open; then the row is contaminated.
inline constexpr Duration probe_patience = 30s;

struct Trial {
  std::string row;
  Shape shape = Shape::unary;
  scenario::Scenario scenario;  // one arm, one experiment
  scenario::Plan plan;          // one request
  Options options;
  bool probed = false;  // the gateway ran before: played once a probe has reached its first choice
  Duration patience = probe_patience;  // … for which is waited so long
  /// Probed trials share a gateway, so those that leave traces in it (a key that rests) go last.
  std::uint8_t turn = 0;
  std::string unfit;  // why this config cannot be asked that; empty: it can
};

/// How long a healthy answer of a slow control takes where nobody declares a limit.
inline constexpr Duration undeclared_wait = 20s;

/// The row must have a kind of that shape. `arm` is the gateway under test: its name, config and
/// the model that the client asks for. `ordinal` is the request's in its marker.
Trial make_trial(const Row& row, Shape shape, const ArmOptions& arm, Seed seed,
                 std::uint32_t ordinal = 0);

/// What a client asks for, and who is in `chain` for how long: an arm for our own gateway.
ArmOptions gateway_arm(const gateway::Options& gateway);

}  // namespace gameday::rig
