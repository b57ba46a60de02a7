#!/usr/bin/env python3
"""The bench's own mutation score: every planted fault against the scenarios that are meant to catch it.

usage: score.py METERBENCH_PLANTED [NAME...]   those faults or all; 1 when one is not caught by the check it names
       score.py METERBENCH_PLANTED --list      names, and why each is realistic
       score.py METERBENCH_PLANTED --matrix    every fault against every scenario: who catches what, and who alone
       score.py METERBENCH_PLANTED --handful   the first of each room
       score.py - --page [--write]             compares docs/planted.md with the table, or writes it

A fault is caught when a run that passes without it fails with it, by its checks or because the firmware failed.
"""
import collections
import json
import os
import pathlib
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import plant

TOP = pathlib.Path(__file__).resolve().parents[2]
PAGE = TOP / "docs/planted.md"
CPU_SECONDS = 60  # Of one run: a firmware that spins is caught too.


def bounded():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))


def run(bench, fault, scenario):
    """(verdict, words of the checks that failed) of a scenario at its own seed."""
    seed = [line.split()[1] for line in (TOP / f"scenarios/{scenario}.yaml").read_text(encoding="utf8").splitlines()
            if line.startswith("seed:")] or ["1"]
    done = subprocess.run([bench, "run", f"scenarios/{scenario}.yaml", "-j", "1", "--seed", seed[0], "--format", "json=-"],
                          cwd=TOP, env={**os.environ, "METERBENCH_PLANTED": fault}, capture_output=True, text=True,
                          preexec_fn=bounded)
    if not done.stdout.startswith("{"):
        return "error", [done.stderr.strip()]
    first = json.loads(done.stdout)["scenarios"][0]["runs"][0]
    failed = [check["text"] for check in first["checks"] if check["verdict"] == "fail"]
    if first.get("error"):
        failed.append("firmware failed")
    return first["verdict"], failed


def caught(fault, outcome):
    verdict, failed = outcome
    return verdict == "fail" and any(fault.check in text for text in failed)


def table(rows, heads):
    widths = [max(len(str(row[i])) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip())


def by_clause(faults):
    return sorted(faults, key=lambda fault: (fault.clause, fault.room, fault.id))


def score(bench, faults):
    jobs = [(fault, scenario) for fault in faults for scenario in fault.by]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = dict(zip([(fault.id, scenario) for fault, scenario in jobs],
                            pool.map(lambda job: run(bench, job[0].id, job[1]), jobs)))
    rows, missed = [], 0
    for fault in by_clause(faults):
        if fault.waits:
            rows.append([fault.clause, fault.id, fault.room, "waits", fault.waits])
            continue
        for scenario in fault.by:
            found = caught(fault, outcomes[fault.id, scenario])
            missed += not found
            seen = fault.check if found else f"NOT BY {fault.check}: {outcomes[fault.id, scenario]}"
            rows.append([fault.clause, fault.id, fault.room, scenario, seen])
    table(rows, ["clause", "fault", "room", "caught by", "check"])
    waiting = sum(bool(fault.waits) for fault in faults)
    rooms = len({fault.room for fault in faults})
    print(f"\n{len(faults)} faults in {rooms} rooms: {len(faults) - waiting} owed to scenarios, {missed} missed; "
          f"{waiting} wait ({100 * (len(faults) - waiting - missed) / max(len(faults), 1):.1f} % caught)")
    return 1 if missed else 0


def scenarios_of_all():
    names = sorted(str(path.relative_to(TOP / "scenarios"))[:-5] for path in (TOP / "scenarios").rglob("*.yaml"))
    return [name for name in names if name.split("/")[0] not in ("lib", "must_fail")]


def matrix(bench, faults, names):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sound = [name for name, outcome in zip(names, pool.map(lambda name: run(bench, "", name), names))
                 if outcome[0] in ("pass", "inconclusive")]
        jobs = [(fault.id, name) for fault in faults for name in sound]
        outcomes = dict(zip(jobs, pool.map(lambda job: run(bench, *job), jobs)))
    left_out = sorted(set(names) - set(sound))
    rows, alone = [], collections.defaultdict(list)
    for fault in by_clause(faults):
        killers = {name: outcomes[fault.id, name][1] for name in sound if outcomes[fault.id, name][0] in ("fail", "error")}
        if len(killers) == 1:
            alone[next(iter(killers))].append(fault.id)
        rows.append([fault.clause, fault.id, len(killers), ", ".join(list(killers)[:4]) or "-"])
    table(rows, ["clause", "fault", "caught by", "scenarios"])
    print("\ncaught by one scenario alone:")
    table(sorted((name, len(ids), ", ".join(ids)) for name, ids in alone.items()), ["scenario", "faults", "which"])
    if left_out:
        print(f"\nleft out, since they do not pass without a fault: {', '.join(left_out)}")
    out = pathlib.Path("out")
    out.mkdir(exist_ok=True)
    (out / "planted_matrix.json").write_text(json.dumps([[*job, *outcome] for job, outcome in outcomes.items()]))
    survivors = [row[1] for row in rows if row[2] == 0]
    print(f"\n{len(faults)} faults x {len(sound)} scenarios: {len(faults) - len(survivors)} caught, "
          f"{len(survivors)} not ({', '.join(survivors) or 'none'})")
    return 0


def page(faults):
    lines = ["# Planted faults", "",
             "What the bench is known to notice: faults planted in the firmware one at a time, the scenario that catches each and",
             "the check that fails there. Written by `harness/planted/score.py - --page --write`; `./dev planted` runs them.", "",
             "| clause | fault | room | caught by | check | what it is |", "|---|---|---|---|---|---|"]
    for fault in by_clause(faults):
        where = "<br>".join(f"`{name}`" for name in fault.by) or "-"
        check = f"`{fault.check}`" if fault.by else f"waits: {fault.waits}"
        lines.append(f"| {fault.clause} | `{fault.id}` | {fault.room} | {where} | {check} | {fault.why} |")
    return "\n".join(lines) + "\n"


def main():
    bench, *words = sys.argv[1:]
    try:
        faults = plant.read_table(TOP / "harness/planted/faults")
    except plant.Refused as reason:
        print(f"planted: {reason}", file=sys.stderr)
        return 2
    names = [word for word in words if not word.startswith("--")]
    for name in names:
        if name not in {fault.id for fault in faults}:
            print(f"planted: no fault is called '{name}'\n  = help: ./dev planted --list", file=sys.stderr)
            return 2
    chosen = [fault for fault in faults if not names or fault.id in names]
    if "--handful" in words:
        owed = [fault for fault in faults if fault.by]
        chosen = [next(fault for fault in owed if fault.room == room) for room in sorted({fault.room for fault in owed})]
    if "--list" in words:
        table([[fault.id, fault.room, fault.why] for fault in by_clause(chosen)], ["fault", "room", "what it is"])
        return 0
    if "--page" in words:
        if "--write" in words:
            PAGE.write_text(page(faults), encoding="utf8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf8") != page(faults):
            print("docs/planted.md is not what the table says: run harness/planted/score.py - --page --write")
            return 1
        return 0
    return matrix(bench, chosen, scenarios_of_all()) if "--matrix" in words else score(bench, chosen)


if __name__ == "__main__":
    sys.exit(main())
