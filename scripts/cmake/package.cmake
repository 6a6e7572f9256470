# `cmake --install` and the Debian package (scripts/package): the program, the shipped scenarios and
# the documentation. Which libraries it needs is computed from the program itself (shlibdeps).
if(TARGET gameday)
  install(TARGETS gameday RUNTIME DESTINATION bin)
  install(DIRECTORY "${CMAKE_SOURCE_DIR}/scenarios" DESTINATION share/gameday)
  install(DIRECTORY "${CMAKE_SOURCE_DIR}/docs/" DESTINATION share/doc/gameday)
  install(FILES "${CMAKE_SOURCE_DIR}/README.md" DESTINATION share/doc/gameday)
  install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" DESTINATION share/doc/gameday RENAME copyright)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gameday)
set(CPACK_PACKAGE_VENDOR "The gameday authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "game days for LLM gateways: break providers on a timeline")
set(CPACK_PACKAGE_DESCRIPTION
    "A fault proxy stands between a gateway and its providers and misbehaves on a timeline;
open-loop load runs through several arms at once; a report says who failed, how late the
fallback came, and at what cost.")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The gameday authors <gameday@localhost>")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The zones that `schedule` reads, and the certificates that https upstreams are checked against.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, ca-certificates")
set(CPACK_STRIP_FILES ON)
include(CPack)
