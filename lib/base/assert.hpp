#pragma once
// Broken promises of our own code end the program with a place and a sentence; they are never for
// input from a peer, a file or a user. CHECK is always on; DCHECK only in debug builds (hot paths).

namespace gameday {
[[noreturn]] void check_failed(const char* condition, const char* file, int line, const char* why);
}  // namespace gameday

#define CHECK(condition, why)                                       \
  do {                                                              \
    if (!(condition)) {                                             \
      ::gameday::check_failed(#condition, __FILE__, __LINE__, why); \
    }                                                               \
  } while (false)

#ifdef NDEBUG
#define DCHECK(condition, why) \
  do {                         \
  } while (false)
#else
#define DCHECK(condition, why) CHECK(condition, why)
#endif
