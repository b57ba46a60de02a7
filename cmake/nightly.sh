#!/usr/bin/env bash
# What CI cannot carry: see docs/ci.md.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=build/release/bin/meterbench

echo "== three brick walls over 3 000 seeds"
"$bench" run scenarios/residential/three_brick_walls.yaml --seeds 1..3000
echo "== mains failures over 300 seeds"
"$bench" run scenarios/outage/mains_fail.yaml --seeds 1..300
echo "== the radio claims over 300 seeds, RES-150 over 100"
for name in three_brick_walls_34m basement steel_cabinet; do
    "$bench" run "scenarios/radio/$name.yaml" --seeds 1..300
done
"$bench" run scenarios/radio/res_150.yaml --seeds 1..100
echo "== 5 000 random valid scenarios"
./harness/swarm/meterbench_swarm 5000 1
echo "== fuzzing"
./dev fuzz
echo "== the codec in RTL: 5 x 10^7 bits and 200 mutants"
cmake --build build/release --target meterbench_fsk_codec_nightly
echo "== the decimator in RTL: 10^9 modulator samples, 200 mutants, proofs"
cmake --build build/release --target meterbench_afe_decimator_nightly
echo "== one fingerprint in 100 runs under load, debug and release"
./cmake/same_fingerprint.sh 100
