#!/usr/bin/env python3
"""Without a fault chosen, meterbench_planted gives what meterbench gives, to the record; a fault that is not there is refused.

usage: same_product.py METERBENCH METERBENCH_PLANTED
"""
import json
import os
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = ["residential/three_brick_walls", "outage/mains_fail", "radio/america_one_channel",
             "industrial/dips_and_interruptions", "industrial/eft_redundant_paths", "link/fragments",
             "store/cut_over_outage"]
REFUSAL = """\
meterbench_planted: no fault is called 'nothing_of_the_kind'
  = help: harness/planted/faults has them, and ./dev planted --list their names
"""


def fingerprint(program, scenario):
    done = subprocess.run([program, "run", f"scenarios/{scenario}.yaml", "--seed", "3", "-j", "1", "--format", "json=-"],
                          cwd=TOP, env={**os.environ, "METERBENCH_PLANTED": ""}, capture_output=True, text=True)
    return json.loads(done.stdout)["scenarios"][0]["runs"][0]["fingerprint"]


def main():
    product, planted = sys.argv[1:]
    wrong = 0
    for scenario in SCENARIOS:
        right, seen = fingerprint(product, scenario), fingerprint(planted, scenario)
        wrong += right != seen
        print(f"{scenario:<36} {right} {seen} {'same' if right == seen else 'DIFFERS'}")
    refused = subprocess.run([planted, "version"], env={**os.environ, "METERBENCH_PLANTED": "nothing_of_the_kind"},
                             capture_output=True, text=True)
    if (refused.returncode, refused.stderr) != (2, REFUSAL):
        print(f"a fault that is not there: exit code {refused.returncode}, {refused.stderr!r}")
        wrong += 1
    print(f"{len(SCENARIOS)} scenarios, {wrong} differences")
    return 1 if wrong else 0


sys.exit(main())
