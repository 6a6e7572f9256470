#pragma once
// How often a test program allocates: whoever links this has all its `new` counted.

#include <cstdint>

namespace gameday::test {

/// Of this process so far, by any thread; over-aligned ones are not counted.
std::uint64_t allocations();

}  // namespace gameday::test
