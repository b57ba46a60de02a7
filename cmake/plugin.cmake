# meterbench_plugin(NAME SOURCES a.cpp ... [LINK library ...]): a firmware as lib/libNAME.so, for
# `meterbench run SCENARIO --firmware lib/libNAME.so`.
#
# It exports `fw_image` and nothing else, and finds hal_call in the bench alone: whatever else has the same name on
# both sides stays apart. Firmware in C needs firmware/hal/ and nothing to link.
set(METERBENCH_PLUGIN_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

function(meterbench_plugin name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} MODULE ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE ${ARG_LINK} meterbench_options meterbench_warnings
                          meterbench_firmware_options)
    target_link_options(${name} PRIVATE -Wl,--version-script=${METERBENCH_PLUGIN_EXPORTS})
    set_target_properties(${name} PROPERTIES
        PREFIX lib SUFFIX .so C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF
        LINK_DEPENDS ${METERBENCH_PLUGIN_EXPORTS}
        LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
endfunction()
