# tests/tidy: the checker of our own rules (ctest `tidy`) and of layout (ctest `format`). What it is
# made of is a library, so that tests/unit/tidy can prove that each rule bites.
file(GLOB tidy CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/tidy/*.cpp")
list(FILTER tidy EXCLUDE REGEX "/main\\.cpp$")
add_library(gameday_tidy STATIC ${tidy})
target_include_directories(gameday_tidy PUBLIC "${CMAKE_SOURCE_DIR}/tests")
add_executable(gameday_tidy_main "${CMAKE_SOURCE_DIR}/tests/tidy/main.cpp")
target_link_libraries(gameday_tidy_main PRIVATE gameday_tidy)
set_target_properties(gameday_tidy_main PROPERTIES
                      OUTPUT_NAME tidy RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
if(NOT GAMEDAY_SANITIZED)
  add_test(NAME tidy COMMAND gameday_tidy_main "${CMAKE_SOURCE_DIR}")
  add_test(NAME format COMMAND "${CMAKE_SOURCE_DIR}/tests/tidy/format" "${CMAKE_SOURCE_DIR}")
  set_tests_properties(tidy format PROPERTIES LABELS tidy TIMEOUT 60 SKIP_RETURN_CODE 77)
else()
  set_target_properties(gameday_tidy_main PROPERTIES EXCLUDE_FROM_ALL ON)
endif()
