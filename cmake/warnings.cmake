# Warnings of every target of ours, and what makes a run the same everywhere.
add_library(meterbench_warnings INTERFACE)
target_compile_options(meterbench_warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
        -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2
        -Wdouble-promotion -Wimplicit-fallthrough -Wswitch-enum -Wundef -Wvla>
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wduplicated-cond -Wduplicated-branches -Wlogical-op>
    $<$<BOOL:${METERBENCH_WERROR}>:-Werror>)

add_library(meterbench_options INTERFACE)
target_compile_features(meterbench_options INTERFACE cxx_std_20)
# One result on every machine: no fused multiply-add, no fast-math anywhere.
target_compile_options(meterbench_options INTERFACE -ffp-contract=off)
# The sanitizer's check of virtual tables needs type information, which the firmware is built without;
# without a sanitizer this says nothing.
target_compile_options(meterbench_options INTERFACE -fno-sanitize=vptr)
target_include_directories(meterbench_options INTERFACE ${PROJECT_SOURCE_DIR})

# What the firmware must do without, on the desk as on the chip.
add_library(meterbench_firmware_options INTERFACE)
target_compile_options(meterbench_firmware_options INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti -fno-threadsafe-statics>
    # Works in optimized builds only. Not for the bench: there GCC 12 says it of its own headers' streams.
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wnull-dereference>
    -fvisibility=hidden -fPIC)
