#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace gameday {

void check_failed(const char* condition, const char* file, int line, const char* why) {
  std::fprintf(stderr, "%s:%d: broken promise: %s (%s)\n", file, line, why, condition);
  std::abort();
}

}  // namespace gameday
