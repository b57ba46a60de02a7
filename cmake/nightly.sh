#!/usr/bin/env bash
# What CI cannot carry: see docs/ci.md.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=build/release/bin/meterbench

echo "== three brick walls over 3 000 seeds"
"$bench" run scenarios/residential/three_brick_walls.yaml --seeds 1..3000
echo "== mains failures over 300 seeds"
"$bench" run scenarios/outage/mains_fail.yaml --seeds 1..300
echo "== one fingerprint in 100 runs under load, debug and release"
./cmake/same_fingerprint.sh 100
