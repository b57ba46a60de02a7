#!/usr/bin/env python3
"""Latency of alarms against the load that the neighbours offer, up to collapse, as docs/data/latency_against_load.csv.

usage: load_curve.py METERBENCH [SEEDS]   (from the top of the project)

Each scenario runs at each load over the seeds 1..SEEDS (10), RES-150 and IND with an alarm each 2 s in place of 10 s, so that a
percentile has messages; at 50 kb/s so many would be what overloads the meter. Quantiles are of all seeds together, to the next step of a grid: 1 ms up to 250 ms, 10 ms up to 1 s, 100 ms up to
10 s. A lost alarm is infinitely late; late ones missed the deadline of their scenario. p99.9 is left empty for fewer than
1 000 alarms, and a quantile beyond the grid is written as >10000.
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

LOADS = [0.02, 0.05, 0.10, 0.15, 0.20, 0.30]
# The deadline of an alarm in ms, and how often there is one.
SCENARIOS = {"radio.res_150": (100, "2 s"), "radio.res_50": (100, "10 s"), "radio.ind": (20, "2 s")}
GRID = [*range(1, 250), *range(250, 1000, 10), *range(1000, 10001, 100)]
ALARMS = "{id: cover, at: 22 s, every: EVERY, jitter: 400 ms, for: 500 ms, open_cover: meter}"


def write_scenario(folder, base):
    checks = "".join(f"  - share(latency(alarms) < {ms} ms) >= 50 % confidence 95 %\n" for ms in GRID)
    text = (f"meterbench: 1\nname: load_curve\nsummary: Alarms often.\nuse: [{base.replace('.', '/')}.yaml]\nremove: [expect]\n"
            f"timeline:\n  - {ALARMS.replace('EVERY', SCENARIOS[base][1])}\nexpect:\n{checks}")
    file = folder / "load_curve.yaml"
    file.write_text(text, encoding="utf8")
    return file


def run(program, file, load, seeds):
    out = file.with_suffix(".json")
    command = [program, "run", str(file), "--seeds", f"1..{seeds}", "--set", f"offered_load={load}", "--format", f"json={out}"]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if not out.exists():
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()}")
    checks = json.loads(out.read_text(encoding="utf8"))["scenarios"][0]["checks"]
    out.unlink()
    return [check["successes"] for check in checks], checks[0]["trials"]


def quantile(below, alarms, share):
    for ms, count in zip(GRID, below):
        if count >= share * alarms:
            return str(ms)
    return f">{GRID[-1]}"


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    target = pathlib.Path("docs/data/latency_against_load.csv")
    target.parent.mkdir(exist_ok=True)
    rows = []
    with tempfile.TemporaryDirectory(dir="scenarios") as folder:
        for base, (deadline, _) in SCENARIOS.items():
            file = write_scenario(pathlib.Path(folder), base)
            for load in LOADS:
                below, alarms = run(program, file, load, seeds)
                late = alarms - below[GRID.index(deadline)]
                shares = [quantile(below, alarms, share) for share in (0.5, 0.99)]
                shares.append(quantile(below, alarms, 0.999) if alarms >= 1000 else "")
                rows.append([base, load, alarms, late, *shares])
                print(*rows[-1], sep="\t", flush=True)
    with target.open("w", encoding="utf8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow("scenario offered_load alarms late p50_ms p99_ms p99_9_ms".split())
        writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
