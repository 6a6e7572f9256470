# Third party, all from the distribution's packages. The names rooms use for them, with their
# targets and include prefixes, are the `part` rows of tests/tidy/rooms.txt.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(simdjson REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(GTest)
find_package(benchmark)

# yaml-cpp 0.7 exports its target without a namespace.
if(TARGET yaml-cpp AND NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

# Needed by a few upper rooms only.
find_package(date REQUIRED)  # libhowardhinnant-date-dev; reads the zone files of tzdata
find_package(spdlog QUIET)

# Headers alone, which scripts/lib.sh unpacks: their package would install Qt as well.
find_path(GAMEDAY_VALIJSON_HEADERS valijson/validator.hpp
          HINTS "${CMAKE_SOURCE_DIR}/build/unpacked/libvalijson-dev/usr/include")
if(NOT GAMEDAY_VALIJSON_HEADERS)
  message(FATAL_ERROR "valijson's headers are missing. On Debian 12 this unpacks them and installs "
                      "nothing:\n  bash -c '. scripts/lib.sh && unpack_packages libvalijson-dev'\n"
                      "Elsewhere install valijson 1.0, or say where it is: -DGAMEDAY_VALIJSON_HEADERS=FOLDER")
endif()
add_library(valijson::valijson INTERFACE IMPORTED)
target_include_directories(valijson::valijson SYSTEM INTERFACE "${GAMEDAY_VALIJSON_HEADERS}")
# Without it valijson aborts where it would throw.
target_compile_definitions(valijson::valijson INTERFACE VALIJSON_USE_EXCEPTIONS=1)

# The non-inline halves of Asio and Beast (see flags.cmake).
add_library(gameday_asio STATIC "${CMAKE_SOURCE_DIR}/lib/rt/asio_src.cpp")
target_link_libraries(gameday_asio PUBLIC Boost::headers Threads::Threads)
add_library(gameday_beast STATIC "${CMAKE_SOURCE_DIR}/lib/http/beast_src.cpp")
target_link_libraries(gameday_beast PUBLIC gameday_asio)
if(CMAKE_BUILD_TYPE STREQUAL "Asan")  # 9 s a file otherwise, to look for mistakes that are not ours
  target_compile_options(gameday_asio PRIVATE -fno-sanitize=undefined)
  target_compile_options(gameday_beast PRIVATE -fno-sanitize=undefined)
endif()
