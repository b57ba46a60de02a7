#!/usr/bin/env python3
"""Every shipped scenario at seeds that it does not name: no seed is special.

usage: unseen_seeds.py METERBENCH [--seeds N] [--first SEED] [SCENARIO...]

Prints a table: scenario, seeds, passed, failed, undecided, wall time, and what the worst check said. Claims are judged on
these seeds as far as they go; one that they cannot decide is undecided, not failed. Ends with 1 when a scenario failed.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time


def files_of(words):
    if words:
        return [pathlib.Path(word) for word in words]
    return sorted(path for path in pathlib.Path("scenarios").rglob("*.yaml")
                  if not {"lib", "case", "must_fail"} & set(path.parts))


def run(meterbench, path, first, count):
    done = subprocess.run([meterbench, "run", str(path), "--seeds", f"{first}..{first + count - 1}", "--format", "json=-"],
                          capture_output=True, text=True)
    if not done.stdout.startswith("{"):
        return None, done.stderr.strip().splitlines()[-1:] or ["no result"]
    return json.loads(done.stdout)["scenarios"][0], []


def firmware_at_fault(path):
    """The scenario is right and names a fault of the firmware that is known: tag firmware_fault."""
    return any(line.startswith("tags:") and "firmware_fault" in line
               for line in path.read_text(encoding="utf8").splitlines())


def complaint_of(scenario):
    """The first check that did not pass, with its seed; of a scenario that must fail, all but the last."""
    checks = scenario["checks"][:-1] if scenario["must_fail"] else scenario["checks"]
    for verdict in ("error", "fail", "vacuous", "inconclusive"):
        for check in checks:
            if check["verdict"] == verdict:
                seed = f", seed {check['seed']}" if check.get("seed") else ""
                return f"{verdict}: {check['text'][:60]}: {check['seen']}{seed}"
    return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("meterbench")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=910_001)
    parser.add_argument("scenarios", nargs="*")
    options = parser.parse_args()
    verdicts = {}
    began = time.monotonic()
    print(f"{'scenario':<46} {'verdict':<12} {'passed':>6} {'failed':>6} {'open':>5} {'wall':>7}", flush=True)
    for path in files_of(options.scenarios):
        started = time.monotonic()
        scenario, trouble = run(options.meterbench, path, options.first, options.seeds)
        name = str(path.relative_to("scenarios").with_suffix(""))
        if scenario is None:
            verdicts.setdefault("error", []).append(name)
            print(f"{name:<46} {'error':<12} {trouble[0][:60]}", flush=True)
            continue
        known = scenario["verdict"] == "fail" and firmware_at_fault(path)
        verdicts.setdefault("known fault of the firmware" if known else scenario["verdict"], []).append(name)
        undecided = scenario["seeds"] - scenario["passed"] - scenario["failed"]
        print(f"{name:<46} {scenario['verdict']:<12} {scenario['passed']:>6} {scenario['failed']:>6} {undecided:>5} "
              f"{time.monotonic() - started:>6.1f}s", flush=True)
        complaint = complaint_of(scenario)
        if scenario["verdict"] != "pass" and complaint:
            print(f"    {complaint}", flush=True)
    counts = ", ".join(f"{len(names)} {verdict}" for verdict, names in sorted(verdicts.items()))
    print(f"{options.seeds} seeds from {options.first} on, {time.monotonic() - began:.0f} s: {counts}")
    return 1 if verdicts.get("fail") or verdicts.get("error") or verdicts.get("vacuous") else 0


sys.exit(main())
