# tests/<kind>/<room>/*.cpp -> executable <kind>_<room>, one ctest with label <kind>.
# tests/support/*.cpp       -> gameday_test_support, shared by all of them.
# tests/bench/*.cpp         -> bench_<file>; ctest runs each for a moment, to see that it does.
# tests/bench/<room>/*.cpp  -> bench/<room>/<file>, programs that scripts/bench.d drives.
set(kinds unit property conformance sim integration fuzz)
set(whole conformance sim integration)  # kinds that drive all rooms together
set(quick unit property)
set(sanitized_kinds unit property conformance sim)  # what the asan and tsan presets run

if(NOT TARGET GTest::gtest_main)
  message(STATUS "GoogleTest is not installed: no tests")
  return()
endif()
enable_testing()
include(tidy)

file(GLOB_RECURSE support CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/support/*.cpp")
if(support)
  # Names no room: a test links the rooms its support files need, and only those are pulled in.
  add_library(gameday_test_support STATIC ${support})
  target_link_libraries(gameday_test_support PRIVATE Boost::headers fmt::fmt GTest::gtest)
  target_include_directories(gameday_test_support PRIVATE "${CMAKE_SOURCE_DIR}/tests")
  gameday_use_pch(gameday_test_support gameday_pch_test PUBLIC)
else()
  add_library(gameday_test_support INTERFACE)
endif()
target_include_directories(gameday_test_support INTERFACE "${CMAKE_SOURCE_DIR}/tests")

# The rooms a test folder is linked to: its own; all of them if it drives the whole, or if no room
# has its name.
function(gameday_test_rooms kind folder out)
  if(NOT kind IN_LIST whole AND TARGET gameday_${folder})
    set(${out} gameday_${folder} PARENT_SCOPE)
  else()
    set(${out} ${GAMEDAY_ROOM_TARGETS} PARENT_SCOPE)
  endif()
endfunction()

function(gameday_add_test kind folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS
       "${CMAKE_SOURCE_DIR}/tests/${kind}/${folder}/*.cpp")
  if(NOT sources)
    return()
  endif()
  set(name ${kind}_${folder})
  gameday_test_rooms(${kind} ${folder} rooms)
  add_executable(${name} ${sources})
  set_target_properties(${name} PROPERTIES
                        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_compile_definitions(${name} PRIVATE GAMEDAY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE gameday_test_support ${rooms} GTest::gtest_main)
  gameday_use_pch(${name} gameday_pch_test PRIVATE)
  if(kind STREQUAL "integration" AND TARGET gameday)
    add_dependencies(${name} gameday)
    target_compile_definitions(${name} PRIVATE GAMEDAY_BINARY="${CMAKE_BINARY_DIR}/gameday")
  endif()
  if(GAMEDAY_SANITIZED AND NOT kind IN_LIST sanitized_kinds)
    set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set(timeout 600)
  if(kind IN_LIST quick)
    set(timeout 120)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS ${kind} TIMEOUT ${timeout})
  if(kind STREQUAL "integration")
    # Its runs over sockets have no verdict when their requests leave late: nothing beside them.
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
  endif()
endfunction()

foreach(kind IN LISTS kinds)
  file(GLOB folders CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}/tests/${kind}"
       "${CMAKE_SOURCE_DIR}/tests/${kind}/*")
  foreach(folder IN LISTS folders)
    if(IS_DIRECTORY "${CMAKE_SOURCE_DIR}/tests/${kind}/${folder}")
      gameday_add_test(${kind} ${folder})
    endif()
  endforeach()
endforeach()

if(TARGET benchmark::benchmark AND NOT GAMEDAY_SANITIZED)
  file(GLOB benches CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/bench/*.cpp")
  foreach(source IN LISTS benches)
    cmake_path(GET source STEM file)
    add_executable(bench_${file} ${source})
    set_target_properties(bench_${file} PROPERTIES
                          RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
    target_link_libraries(bench_${file} PRIVATE
                          gameday_test_support ${GAMEDAY_ROOM_TARGETS} benchmark::benchmark simdjson::simdjson)
    gameday_use_pch(bench_${file} gameday_pch PRIVATE)
    add_test(NAME bench_${file}
             COMMAND bench_${file} --benchmark_min_time=0.01 --benchmark_repetitions=1)
    set_tests_properties(bench_${file} PROPERTIES LABELS bench TIMEOUT 60)
  endforeach()
endif()

# Programs with a main() of their own: relays, their two ends, generators.
if(NOT GAMEDAY_SANITIZED)
  file(GLOB programs CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}/tests/bench"
       "${CMAKE_SOURCE_DIR}/tests/bench/*/*.cpp")
  foreach(source IN LISTS programs)
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(GET source STEM file)
    set(name bench_${folder}_${file})
    add_executable(${name} "${CMAKE_SOURCE_DIR}/tests/bench/${source}")
    set_target_properties(${name} PROPERTIES OUTPUT_NAME ${file}
                          RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench/${folder}")
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    target_link_libraries(${name} PRIVATE ${GAMEDAY_ROOM_TARGETS})  # clients use others' rooms
    gameday_use_pch(${name} gameday_pch PRIVATE)
  endforeach()
endif()
