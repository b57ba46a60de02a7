#!/usr/bin/env bash
# Runs every fuzz target: run.sh BUILD_FOLDER [RUNS]. One line for each; exit code 1 when one has a finding, whose input
# then lies in out/fuzz. What a run has learnt stays in BUILD_FOLDER/corpus for the next.
set -euo pipefail
build="$1"
runs="${2:-1000000}"
if ! [[ "$runs" =~ ^[1-9][0-9]*$ ]]; then
    echo "fuzz: '$runs' is not a number of runs; write one above 0, as in: ./dev fuzz 20000" >&2
    exit 2
fi

corpus="$build/corpus"
findings=out/fuzz
mkdir -p "$corpus" "$findings"
"$build/bin/fuzz_seeds" "$corpus"

failed=0
printf '%-12s %12s %9s %10s %9s\n' target executions seconds coverage findings
for target in mac_frame elements sixlowpan ipv6_udp reassembly; do
    log="$build/fuzz_$target.log"
    began=$SECONDS
    found=0
    # A script of 256 octets is some 80 steps; the longest frame has 2047 octets.
    longest=2100
    if [ "$target" = reassembly ]; then longest=256; fi
    # The seed of libFuzzer's own choices is fixed: the same corpus gives the same run.
    "$build/bin/fuzz_$target" -runs="$runs" -seed=1 -max_len="$longest" -timeout=10 -print_final_stats=1 \
        -artifact_prefix="$findings/$target-" "$corpus/$target" > "$log" 2>&1 || found=1
    executions="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    coverage="$(grep -o 'cov: [0-9]*' "$log" | tail -1 | cut -d' ' -f2 || true)"
    printf '%-12s %12s %9s %10s %9s\n' "$target" "${executions:-0}" "$((SECONDS - began))" "${coverage:-0}" "$found"
    if [ "$found" -ne 0 ]; then
        failed=1
        grep -E '^finding:|ERROR:|runtime error|SUMMARY:|Test unit written' "$log" | sed 's/^/    /' || tail -5 "$log"
    fi
done
exit "$failed"
