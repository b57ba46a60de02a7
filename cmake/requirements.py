#!/usr/bin/env python3
"""What docs/requirements.yaml says is proved exists, and the number of unproved clauses only falls.

`proof: test` names a ctest, or the beginning of one; `proof: bench` an id of the benchmarks; `proof: scenario` a shipped
scenario that claims the clause, which `meterbench list --requirements` decides.
"""
import json
import pathlib
import re
import subprocess
import sys

top, build, meterbench, ctest = sys.argv[1:]
listing = subprocess.run([meterbench, "list", "--requirements"], cwd=top, capture_output=True, text=True, check=True)
tests = json.loads(subprocess.run([ctest, "--test-dir", build, "--show-only=json-v1"], capture_output=True, text=True,
                                  check=True).stdout)
names = [test["name"] for test in tests["tests"]]
bench_source = "".join(p.read_text(encoding="utf8") for p in pathlib.Path(top, "benchmarks").glob("*.cpp"))

complaints = []
for clause, proof, by in re.findall(r"^  (\S+)\s+(test|bench): (.+)$", listing.stdout, re.M):
    if proof == "test" and not any(name.startswith(by) or f"/{by}" in name for name in names):
        complaints.append(f"{clause}: no test is called '{by}'")
    if proof == "bench" and by not in bench_source:
        complaints.append(f"{clause}: no benchmark is called '{by}'")

proved, total = map(int, re.search(r"^(\d+) of (\d+) clauses proved$", listing.stdout, re.M).groups())
allowed = int(re.search(r"^unproved: (\d+)$", pathlib.Path(top, "docs/requirements.yaml").read_text(encoding="utf8"),
                        re.M).group(1))
if total - proved > allowed:
    complaints.append(f"{total - proved} clauses are unproved; docs/requirements.yaml allows {allowed}")
if total - proved < allowed:
    complaints.append(f"only {total - proved} clauses are unproved: lower 'unproved: {allowed}' in docs/requirements.yaml")
print("\n".join(complaints))
print(f"{proved} of {total} clauses proved, {len(complaints)} complaints")
sys.exit(1 if complaints else 0)
