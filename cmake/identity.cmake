# Writes what a build is made of, for every report: the commit, whether files differ from it, and a hash of the
# firmware's sources. Run by each build; a header is rewritten only when what it says has changed.
# usage: cmake -DSOURCE=TOP -DOUT=FOLDER -P identity.cmake

# Of the firmware alone, tests and test doubles apart: the same sources give the same 16 octets.
file(GLOB_RECURSE sources RELATIVE ${SOURCE} ${SOURCE}/firmware/*.h ${SOURCE}/firmware/*.cpp ${SOURCE}/firmware/*.c)
list(FILTER sources EXCLUDE REGEX "(_test|/test_[a-z_]+|/fake_[a-z_]+|_trial)\\.(h|cpp)$")
list(SORT sources)
set(digests "")
foreach(source ${sources})
    file(SHA256 ${SOURCE}/${source} digest)
    string(APPEND digests "${source} ${digest}\n")
endforeach()
string(SHA256 firmware "${digests}")
string(SUBSTRING ${firmware} 0 32 firmware)
string(REGEX REPLACE "(..)" "0x\\1, " octets ${firmware})

set(commit unknown)
set(dirty false)
find_package(Git QUIET)
if(GIT_FOUND)
    execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse HEAD WORKING_DIRECTORY ${SOURCE}
                    OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
    if(NOT failed)
        set(commit ${head})
        execute_process(COMMAND ${GIT_EXECUTABLE} status --porcelain --untracked-files=no WORKING_DIRECTORY ${SOURCE}
                        OUTPUT_VARIABLE changes ERROR_QUIET)
        if(NOT changes STREQUAL "")
            set(dirty true)
        endif()
    endif()
endif()

function(write_if_changed path text)
    set(old "")
    if(EXISTS ${path})
        file(READ ${path} old)
    endif()
    if(NOT old STREQUAL text)
        file(WRITE ${path} "${text}")
    endif()
endfunction()

write_if_changed(${OUT}/firmware_build.h
    "#pragma once\n// Written by cmake/identity.cmake: a hash of the firmware's sources.\n#define METERBENCH_FIRMWARE_BUILD {${octets}}\n")
write_if_changed(${OUT}/source_identity.h
    "#pragma once\n// Written by cmake/identity.cmake.\n#define METERBENCH_COMMIT \"${commit}\"\n#define METERBENCH_DIRTY ${dirty}\n")
