#pragma once
// Pieces of an arm that arms.cpp puts together.

#include "config/scenario_parts.hpp"

namespace gameday::config {

/// `headers` of any arm: fields of every request, beside what is always there.
void read_headers(MapReader& map, const Environment& environment, rig::ArmOptions& options);

/// An arm whose gateway runs already. `model` is what it is asked for.
void read_url_arm(MapReader& map, const std::optional<std::string>& model, Reading& reading,
                  const GameDay& day, rig::ArmOptions& options, scenario::Arm& arm);

/// Real providers take no made-up key.
void check_real_keys(MapReader& map, const GameDay& day, const rig::ArmOptions& options);

/// Once all arms are known: a fixed place to listen serves one of them.
void check_url_arms(MapReader& top, const GameDay& day, Problems& problems);

/// The path of a file with certificates, as the program finds it.
std::string read_ca_file(MapReader& map, const Reading& reading, bool https);

}  // namespace gameday::config
