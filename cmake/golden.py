#!/usr/bin/env python3
"""Golden values of scenarios/fingerprints.txt: what each listed scenario gives at one seed, compared or changed on purpose.

usage: golden.py METERBENCH                 compare; 1 when a value differs
       golden.py METERBENCH --why TEXT      write what differs, with the reason below the table
       golden.py METERBENCH --add FILE...   list more scenarios, at their own seeds

A fingerprint covers every record of the trace; the behaviour digest only what the world sees (frames, datagrams, boots,
acceptances). A refactoring may change the first, never the second.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

TABLE = pathlib.Path("scenarios/fingerprints.txt")
HEAD = """\
# What the bench gives, to the bit. Compared by `./dev golden` and by ctest; changed by `./dev golden --why "the reason"`.
# fingerprint: every record of the trace. behaviour: what the world sees alone (frames, datagrams, boots, acceptances).
"""
REASONS = "# Why values changed, newest first\n"


def read():
    """Rows [scenario, seed, fingerprint, behaviour] and the lines of reasons."""
    if not TABLE.exists():
        return [], []
    head, _, reasons = TABLE.read_text(encoding="utf8").partition(REASONS)
    rows = [line.split() for line in head.splitlines() if line and not line.startswith("#")]
    return rows, reasons.splitlines()


def write(rows, reasons):
    width = max(len(row[0]) for row in rows)
    table = "".join(f"{name:<{width}}  {seed:>6}  {fingerprint}  {behaviour}\n"
                    for name, seed, fingerprint, behaviour in rows)
    TABLE.write_text(HEAD + table + REASONS + "".join(f"{line}\n" for line in reasons), encoding="utf8")


def run(meterbench, name, seed):
    """The row as the bench gives it now; seed '-' is the scenario's own."""
    command = [meterbench, "run", f"scenarios/{name}.yaml", "-j", "1", "--format", "json=-"]
    listed = seed if seed != "-" else own_seed(name)
    done = subprocess.run(command + ["--seed", listed], capture_output=True, text=True)
    if not done.stdout.startswith("{"):
        sys.exit(f"golden: scenarios/{name}.yaml did not run:\n{done.stderr}")
    first = json.loads(done.stdout)["scenarios"][0]["runs"][0]
    return [name, str(first["seed"]), first["fingerprint"], first["behaviour"]]


def own_seed(name):
    for line in pathlib.Path(f"scenarios/{name}.yaml").read_text(encoding="utf8").splitlines():
        if line.startswith("seed:"):
            return line.split()[1]
    return "1"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("meterbench")
    parser.add_argument("--why")
    parser.add_argument("--add", nargs="+", default=[])
    options = parser.parse_args()
    rows, reasons = read()
    wanted = rows + [[str(pathlib.Path(path).relative_to("scenarios").with_suffix("")), "-", "", ""]
                     for path in options.add]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        now = list(pool.map(lambda row: run(options.meterbench, row[0], row[1]), wanted))
    changed = []
    for old, new in zip(wanted, now):
        same = old[2:] == new[2:]
        what = "same" if same else "new" if not old[2] else "records" if old[3] == new[3] else "BEHAVIOUR"
        print(f"{what:<9}  {new[0]}  seed {new[1]}  {new[2]}  {new[3]}")
        if not same:
            changed.append(f"{new[0]} ({what.lower()})")
    print(f"{len(now) - len(changed)} of {len(now)} golden values are as listed")
    if not changed:
        return 0
    if options.why is None and not options.add:
        print("changed on purpose? `./dev golden --why \"the reason\"` writes them with the reason")
        return 1
    reason = options.why or "listed"
    write(sorted(now), [f"# - {reason}: {', '.join(changed)}"] + reasons)
    return 0


sys.exit(main())
