#pragma once
// How much of a long test is played, when somebody says so: GAMEDAY_SWARM_SEEDS=2000.

#include <cstdint>
#include <cstdlib>

namespace gameday::test {

inline std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace gameday::test
