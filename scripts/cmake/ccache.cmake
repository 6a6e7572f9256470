# ccache, when installed. Precompiled headers are cacheable only with the sloppiness below and
# -fpch-preprocess; the other two let a second clone hit what the first one compiled.
find_program(CCACHE ccache)
mark_as_advanced(CCACHE)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros
      "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}"
      CCACHE_NOHASHDIR=1
      "${CCACHE}")
  add_compile_options(-fpch-preprocess)
endif()
