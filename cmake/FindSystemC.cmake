# Debian's libsystemc has no CMake package. It is built for the C++17 API: said here, once.
find_package(PkgConfig REQUIRED)
pkg_check_modules(SYSTEMC_PC REQUIRED systemc)
find_library(SYSTEMC_LIBRARY NAMES systemc HINTS ${SYSTEMC_PC_LIBRARY_DIRS} REQUIRED)
find_path(SYSTEMC_INCLUDE_DIR NAMES systemc HINTS ${SYSTEMC_PC_INCLUDE_DIRS} REQUIRED)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SystemC REQUIRED_VARS SYSTEMC_LIBRARY SYSTEMC_INCLUDE_DIR)
if(SystemC_FOUND AND NOT TARGET SystemC::systemc)
    add_library(SystemC::systemc UNKNOWN IMPORTED)
    set_target_properties(SystemC::systemc PROPERTIES
        IMPORTED_LOCATION "${SYSTEMC_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${SYSTEMC_INCLUDE_DIR}"
        INTERFACE_COMPILE_DEFINITIONS "SC_CPLUSPLUS=201703L")
endif()
