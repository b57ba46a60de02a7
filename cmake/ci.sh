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
step "build with sanitizers, warnings as errors"
./dev build asan
step "tests under the sanitizers"
ctest --test-dir build/asan -j "$jobs" --output-on-failure --no-label-summary -LE release_only
step "the default scenario, as a new user runs it"
./dev run
step "all scenarios"
build/release/bin/meterbench run scenarios --format junit=out/ci.xml
step "every test (the README's command)"
./dev test
