# Flags are global on purpose: a precompiled header can be reused only where they agree.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, Asan or Tsan" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

# A sanitizer's report needs line numbers, not variables: -g1 keeps files small and compiles fast.
# -Wmaybe-uninitialized is wrong too often in instrumented code (GCC's manual says so).
string(JOIN " " sanitized
       "-O1 -g1 -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS"
       "-Wno-maybe-uninitialized")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g -D_GLIBCXX_ASSERTIONS")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
# A bad pointer ends in the address sanitizer anyway: the other one's checks of each pointer cost a
# third of the compile time and find nothing more.
string(JOIN " " CMAKE_CXX_FLAGS_ASAN
       "${sanitized} -fsanitize=address,undefined -fno-sanitize=null,vptr,object-size"
       "-fno-sanitize-recover=all")
set(CMAKE_CXX_FLAGS_TSAN "${sanitized} -fsanitize=thread -Wno-tsan")  # no atomic_thread_fence in it
set(GAMEDAY_SANITIZED OFF)
if(CMAKE_BUILD_TYPE MATCHES "^(Asan|Tsan)$")
  set(GAMEDAY_SANITIZED ON)
endif()
foreach(kind EXE SHARED)
  set(CMAKE_${kind}_LINKER_FLAGS_ASAN "-fsanitize=address,undefined")
  set(CMAKE_${kind}_LINKER_FLAGS_TSAN "-fsanitize=thread")
endforeach()

add_compile_options(
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  # g++ 12 sees these in std::string's own operator+ (GCC bug 105651); the sanitizers look for the
  # real ones.
  -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
  # It inlines one half of a coroutine frame's own new and delete and calls them mismatched.
  -Wno-mismatched-new-delete
  -ffp-contract=off)  # the same doubles with and without FMA: one seed, one journal everywhere

# The non-inline halves of Asio and Beast are compiled once: lib/rt/asio_src.cpp,
# lib/http/beast_src.cpp.
add_compile_definitions(
  BOOST_ASIO_SEPARATE_COMPILATION
  BOOST_BEAST_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED
  # An HTTP exchange has some two dozen coroutine frames at once; Asio keeps two for reuse.
  BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=24)

include_directories("${CMAKE_SOURCE_DIR}/lib")
