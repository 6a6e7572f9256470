# apps/gameday/*.cpp -> build/<preset>/gameday
file(GLOB_RECURSE app CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/apps/gameday/*.cpp")
if(app)
  add_executable(gameday ${app})
  set_target_properties(gameday PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  gameday_targets(parts ${gameday_headers_gameday} ${gameday_sources_gameday})
  target_link_libraries(gameday PRIVATE ${GAMEDAY_ROOM_TARGETS} ${parts})
  target_include_directories(gameday PRIVATE "${CMAKE_SOURCE_DIR}/apps/gameday")
  target_compile_definitions(gameday PRIVATE GAMEDAY_VERSION="${PROJECT_VERSION}")
  if(GAMEDAY_SANITIZED)
    set_target_properties(gameday PROPERTIES EXCLUDE_FROM_ALL ON)  # its tests run on release
  endif()
  gameday_use_pch(gameday gameday_pch PRIVATE)
endif()
