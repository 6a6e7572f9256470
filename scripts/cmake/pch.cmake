# One precompiled header made once for all rooms, and one with GoogleTest for all tests: an Asio
# file compiles in less than half the time. GAMEDAY_PCH=OFF shows which file forgot an include.
option(GAMEDAY_PCH "precompiled headers" ON)

# gameday_make_pch(NAME HEADER [parts...])
function(gameday_make_pch name header)
  if(NOT GAMEDAY_PCH)
    return()
  endif()
  set(source "${CMAKE_BINARY_DIR}/${name}.cpp")
  if(NOT EXISTS "${source}")
    file(WRITE "${source}" "// Carries the precompiled header.\n")
  endif()
  add_library(${name} OBJECT "${source}")
  target_link_libraries(${name} PRIVATE Boost::headers fmt::fmt ${ARGN})
  target_precompile_headers(${name} PRIVATE "${header}")
endfunction()

# gameday_use_pch(TARGET PCH PUBLIC|PRIVATE)
function(gameday_use_pch target pch)
  if(TARGET ${pch})
    target_precompile_headers(${target} REUSE_FROM ${pch})
    target_link_libraries(${target} ${ARGN} gameday_asio fmt::fmt)  # whose headers are in it
  endif()
endfunction()

gameday_make_pch(gameday_pch "${CMAKE_SOURCE_DIR}/scripts/cmake/pch.hpp")
if(TARGET GTest::gtest)
  gameday_make_pch(gameday_pch_test "${CMAKE_SOURCE_DIR}/scripts/cmake/pch_test.hpp" GTest::gtest)
endif()
