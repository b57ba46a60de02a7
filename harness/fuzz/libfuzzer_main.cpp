// What libFuzzer calls. METERBENCH_FUZZ_TARGET is the target's function.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "harness/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (const bench::fuzz::Finding finding = bench::fuzz::METERBENCH_FUZZ_TARGET({data, size})) {
        std::fprintf(stderr, "finding: %s\n", finding);
        std::abort();
    }
    return 0;
}
