# meterbench_library(NAME [FIRMWARE] SOURCES a.cpp ... LINK other ...): one static library of one room.
# Without SOURCES it is a header-only (INTERFACE) library. Headers are found by their path from the top.
function(meterbench_library name)
    cmake_parse_arguments(ARG "FIRMWARE" "" "SOURCES;LINK" ${ARGN})
    if(NOT ARG_SOURCES)
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE meterbench_options ${ARG_LINK})
        return()
    endif()
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC meterbench_options ${ARG_LINK} PRIVATE meterbench_warnings)
    if(ARG_FIRMWARE)
        target_link_libraries(${name} PRIVATE meterbench_firmware_options)
    endif()
endfunction()

# Tests themselves are built fast, not to be fast: unoptimised, with GoogleTest read once for all of them. What
# they test is built as everywhere.
add_library(meterbench_test_header STATIC ${PROJECT_SOURCE_DIR}/cmake/test_header.cpp)
target_link_libraries(meterbench_test_header PRIVATE meterbench_options meterbench_warnings GTest::gmock
                      GTest::gtest_main)
target_compile_options(meterbench_test_header PRIVATE -O0 -g0)
target_precompile_headers(meterbench_test_header PRIVATE <gmock/gmock.h> <gtest/gtest.h> <string> <vector> <array>)

# meterbench_test(NAME SOURCES a_test.cpp ... LINK library ...): a GoogleTest program; every TEST is a ctest.
function(meterbench_test name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE ${ARG_LINK} meterbench_options meterbench_warnings
                          GTest::gmock GTest::gtest_main)
    target_compile_options(${name} PRIVATE -O0 -g0)
    target_precompile_headers(${name} REUSE_FROM meterbench_test_header)
    target_compile_definitions(${name} PRIVATE
        METERBENCH_SOURCE_DIR="${PROJECT_SOURCE_DIR}" METERBENCH_BINARY_DIR="${PROJECT_BINARY_DIR}")
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()
