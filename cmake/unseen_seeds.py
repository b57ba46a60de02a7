#!/usr/bin/env python3
"""Every shipped scenario at seeds that it does not name: no seed is special.

usage: unseen_seeds.py METERBENCH [--seeds N] [--first SEED] [--jobs N] [SCENARIO...]   (from the top of the project)

A row for each scenario: runs that passed, that missed a check, and that were inconclusive or vacuous; wall time; and what
is to be said of it. Under it stands each check that did not hold, with its worst seed.

- A check without confidence holds in each run, or over all of them where it is pooled, as a quantile.
- A claim with confidence is refuted or not by all messages together, by the exact binomial test of twins.py; that so few
  seeds cannot prove it is no miss ("open").
- A scenario that must fail and has no sweep fails at each seed; one with a sweep over its seeds together, at least as many
  as its sweep has.
- A scenario with the tag firmware_fault may miss: "known fault".

Ends with 1 when something else did not hold. The last line is the figure.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import time

from twins import CLAIM, fails

RUNS_KEPT = 20  # Of a sweep of so many runs meterbench reports each, of a longer one only those that did not pass.


def files_of(words):
    if words:
        return [pathlib.Path(word) for word in words]
    return sorted(path for path in pathlib.Path("scenarios").rglob("*.yaml") if not {"lib", "case"} & set(path.parts))


def seeds_of_sweep(text):
    """How many seeds the scenario's own sweep has; 1 without one."""
    found = re.search(r"^sweep: \{seeds: (\d+) \.\. (\d+)\}", text, re.M)
    return int(found.group(2)) - int(found.group(1)) + 1 if found else 1


def run(program, path, first, count, jobs):
    command = [*program, "run", str(path), "--seeds", f"{first}..{first + count - 1}", "--format", "json=-"]
    done = subprocess.run(command + (["-j", str(jobs)] if jobs else []), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if not done.stdout.startswith("{"):
        raise RuntimeError((done.stderr.strip().splitlines() or ["no result"])[0])
    return json.loads(done.stdout)["scenarios"][0]


def holds(check):
    """Of a check over all seeds."""
    if not CLAIM.match(check["text"]) or not check["trials"]:
        return check["verdict"] == "pass"
    # A part beside the claim may have failed in one run.
    own = check["verdict"] == "fail" and check["successes"] == check["trials"]
    return check["verdict"] != "error" and not own and not fails(check)


def complaint(check):
    worst = check.get("worst_seed")
    messages = f" ({check['successes']}/{check['trials']})" if check["trials"] else ""
    seed = f", worst seed {worst}" if worst is not None else ""
    return f"{check['verdict']}: {check['text']}: {check['seen']}{messages}{seed}"


def judge(scenario):
    """What did not hold of a scenario over its seeds, a line each."""
    checks = scenario["checks"][:-1] if scenario["must_fail"] else scenario["checks"]
    lines = [complaint(check) for check in checks if not holds(check)]
    broken = [one for one in scenario["runs"] if one["verdict"] == "error" or one.get("firmware_error")]
    lines += [f"error: seed {one['seed']}: {one.get('error', '')}" for one in broken[:1]]
    if not lines and scenario["failed"] + scenario.get("vacuous", 0):
        # No check says so: a fault without effect, or a firmware that failed.
        other = [one["seed"] for one in scenario["runs"] if one["verdict"] in ("fail", "vacuous")]
        lines.append(f"{scenario['verdict']}: {len(other)} runs, first seed {other[0] if other else '?'}")
    return lines


def judge_twin(scenario, single):
    """Likewise of one that must fail: at each seed, or over all of them."""
    lines = judge(scenario)
    if single:
        spared = [one["seed"] for one in scenario["runs"] if one["checks"][-1]["verdict"] != "fail"]
        if spared:
            lines.append(f"does not fail as it must at {len(spared)} seeds, first {spared[0]}: {scenario['must_fail']}")
    elif holds(scenario["checks"][-1]):
        lines.append("does not fail as it must: " + complaint(scenario["checks"][-1]))
    return lines


def try_scenario(program, path, first, count, jobs):
    """(passed, missed, open runs, a claim is open, complaints)"""
    text = path.read_text(encoding="utf8")
    twin = re.search(r"^must_fail:", text, re.M) is not None
    single = twin and seeds_of_sweep(text) == 1
    count = max(count, seeds_of_sweep(text)) if twin else count
    step = RUNS_KEPT if single else count
    passed = missed = unjudged = 0
    lines, claims = [], False
    for at in range(first, first + count, step):
        done = run(program, path, at, min(step, first + count - at), jobs)
        passed += done["passed"]
        missed += done["failed"]
        unjudged += done["seeds"] - done["passed"] - done["failed"]
        claims |= not twin and any(CLAIM.match(check["text"]) and check["verdict"] == "inconclusive" for check in done["checks"])
        lines += judge_twin(done, single) if twin else judge(done)
    return passed, missed, unjudged, claims, lines


def verdict_of(path, claims, lines):
    if not lines:
        return "claim open" if claims else ""
    tags = re.search(r"^tags: \[(.*)\]", path.read_text(encoding="utf8"), re.M)
    known = tags and "firmware_fault" in tags.group(1) and "must_fail" not in tags.group(1)
    return "known fault" if known else "MISSED"


def main():
    parser = argparse.ArgumentParser(usage=__doc__.splitlines()[2].removeprefix("usage: "))
    parser.add_argument("meterbench")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=910_001)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("scenarios", nargs="*")
    options = parser.parse_intermixed_args()
    program = [str(pathlib.Path(options.meterbench).resolve())]
    began = time.monotonic()
    counts = {"MISSED": 0, "known fault": 0, "claim open": 0, "": 0}
    print(f"{'scenario':<46}{'passed':>7}{'missed':>7}{'open':>5}{'wall':>9}", flush=True)
    for path in files_of(options.scenarios):
        started = time.monotonic()
        try:
            passed, missed, unjudged, claims, lines = try_scenario(program, path, options.first, options.seeds, options.jobs)
        except RuntimeError as error:
            passed, missed, unjudged, claims, lines = 0, 0, 0, False, [f"error: {error}"]
        word = verdict_of(path, claims, lines)
        counts[word] += 1
        name = str(path.with_suffix("")).removeprefix("scenarios/")
        print(f"{name:<46}{passed:>7}{missed:>7}{unjudged:>5}{time.monotonic() - started:>7.1f} s  {word}", flush=True)
        for line in lines[:5]:
            print(f"    {line}", flush=True)
    seconds = round(time.monotonic() - began)
    print(f"{sum(counts.values())} scenarios at {options.seeds} seeds from {options.first} on, {seconds // 60} min {seconds % 60} s: "
          f"{counts['MISSED']} unexplained, {counts['known fault']} known faults of the firmware, "
          f"{counts['claim open']} with a claim that needs more seeds")
    return 1 if counts["MISSED"] else 0


if __name__ == "__main__":
    sys.exit(main())
