#!/usr/bin/env bash
# What CI runs, in the order of what fails fastest. Ends with the test runner's own closing lines.
set -euo pipefail
cd "$(dirname "$0")/.."
jobs="$(nproc)"

step() { printf '\n== %s\n' "$*"; }

step "packages"
./dev setup
step "format"
git ls-files '*.h' '*.cpp' '*.c' | xargs clang-format --dry-run --Werror
step "sanitizers, warnings as errors: what reads bytes from outside, and what judges"
# The rest of the tests does not yet run under the sanitizers here; see docs/ci.md.
sanitized=(meter_core_test meter_cosem_test meter_counters_test meter_metrology_test meter_net_test
    meter_radio_test bench_fuzz_test bench_trace_test bench_wan_test bench_head_end_test bench_checks_test)
cmake --preset asan > /dev/null
cmake --build build/asan -j "$jobs" --target "${sanitized[@]}" -- --quiet
for test in "${sanitized[@]}"; do "build/asan/bin/$test" --gtest_brief=1; done
step "the default scenario, as a new user runs it"
./dev run
step "every scenario at five seeds that it does not name"
./cmake/unseen_seeds.py build/release/bin/meterbench --seeds 5 --first 930001
step "every test (the README's command)"
./dev test
