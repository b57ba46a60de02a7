#!/usr/bin/env bash
# One scenario, one seed, N runs while the machine is busy: one fingerprint. With more than one program (debug and
# release builds) all must agree.
# usage: same_fingerprint.sh N [METERBENCH...]
set -euo pipefail
cd "$(dirname "$0")/.."
runs="$1"
shift
programs=("$@")
if [ ${#programs[@]} -eq 0 ]; then programs=(build/release/bin/meterbench build/dev/bin/meterbench); fi

# Load: as many spinning processes as there are cores.
spinners=()
for _ in $(seq "$(nproc)"); do (while :; do :; done) & spinners+=($!); done
trap 'kill "${spinners[@]}" 2>/dev/null || true' EXIT

prints=""
for ((i = 0; i < runs; i++)); do
    program="${programs[$((i % ${#programs[@]}))]}"
    # One seed decides no claim with confidence: the run ends with 6.
    prints+="$({ "$program" run scenarios/residential/three_brick_walls.yaml --seed 7 --format json=- 2>/dev/null || true; } \
        | grep -o '"fingerprint": "[0-9a-f]*"' | head -1)"$'\n'
done
distinct="$(printf '%s' "$prints" | sort -u | grep -c .)"
count="$(printf '%s' "$prints" | grep -c .)"
echo "$count runs of ${#programs[@]} programs under load, $distinct fingerprint(s): $(printf '%s' "$prints" | sort -u | head -2 | tr '\n' ' ')"
[ "$count" -eq "$runs" ] && [ "$distinct" -eq 1 ]
