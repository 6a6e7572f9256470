#pragma once
// The pieces of Bifrost's long form.

#include <string>
#include <string_view>
#include <vector>

#include "config/bifrost.hpp"
#include "config/gateway/parts.hpp"

namespace gameday::config {

/// Keys of Bifrost's that we know and that change nothing here, gathered for one warning.
class Unmodelled {
 public:
  /// Makes `keys` known to `map`; those that stand in it are remembered.
  void take(MapReader& map, const std::vector<std::string_view>& keys);
  void tell(Problems& problems) const;

 private:
  std::vector<std::string> paths_;
  Place first_;
};

/// Keys as objects; those that are disabled or have no weight are left out, as Bifrost would.
std::vector<gateway::Key> read_long_keys(MapReader& provider, const Environment& environment,
                                         bool empty_means_all, Unmodelled& unmodelled);
void read_network_config(MapReader& provider, gateway::Provider& into, Unmodelled& unmodelled);
void read_long_concurrency(MapReader& provider, std::optional<gateway::ConcurrencyOptions>& into);
/// governance.routing_rules: the first rule that is on.
void read_routing_rules(MapReader& root, gateway::Options& options, Unmodelled& unmodelled);

/// `0.5`, from 0 to 1000, in thousandths; nothing (and a problem) for anything else.
std::optional<std::uint32_t> thousandths_of(MapReader& map, std::string_view key);

}  // namespace gameday::config
