#pragma once
// A gateway's config with the tree it was read from, so that what is found out about it later can
// be shown at its place in the file.

#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "config/gateway.hpp"

namespace gameday::config {

struct GatewayFile {
  gateway::Options options;
  Value root;
};
/// As read_gateway.
std::optional<GatewayFile> read_gateway_file(const std::string& path,
                                             const Environment& environment,
                                             std::optional<gateway::Form> defaults_of,
                                             Findings& findings);

/// From the root: names of keys, and places in lists as decimal numbers.
using KeyPath = std::vector<std::string>;

struct Spot {
  Place place;
  std::string path;  // `providers.openai.retry.max`, `fallbacks[1]`; empty: the whole file
};
/// The first of `paths` that the file has, at its key; the whole file when it has none.
Spot spot_of(const Value& root, const std::vector<KeyPath>& paths);

}  // namespace gameday::config
