#pragma once
// What a scenario may say about a fault proxy's provider. Plain data.

#include <cstdint>
#include <optional>

namespace gameday::proxy {

/// The most that a run may ask of a real provider; none: no limit of ours.
struct Cap {
  std::optional<std::uint64_t> requests;
  std::optional<std::uint64_t> output_tokens;
};

}  // namespace gameday::proxy
