#!/usr/bin/env python3
"""Each radio scenario beside its must-fail twins: the same check, what it saw here and there.

usage: twins.py METERBENCH [SEEDS]   (from the top of the project)

A twin is a scenario of scenarios/must_fail that uses one of scenarios/radio. Both run over the twin's seeds, or over 1..SEEDS
if that is less. Exit code 1 when a check of a scenario itself fails, or a twin does not.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile


def run(program, file, seeds):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [program, "run", file, "--format", f"json={out.name}"]
        if seeds > 1:
            command += ["--seeds", f"1..{seeds}"]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return json.loads(pathlib.Path(out.name).read_text(encoding="utf8"))["scenarios"][0]


def check_of(result, text):
    for check in result["checks"]:
        if check["text"] == text:
            return check
    return None


def words(check):
    if check is None:
        return "not asked"
    pooled = f" ({check['successes']}/{check['trials']})" if check["trials"] else ""
    return f"{check['verdict']} {check['seen']}{pooled}"


def twins():
    for path in sorted(pathlib.Path("scenarios/must_fail").glob("*.yaml")):
        text = path.read_text(encoding="utf8")
        base = re.search(r"use: \[(radio/\w+\.yaml)\]", text)
        must = re.search(r"^must_fail: (.*)$", text, re.M)
        sweep = re.search(r"seeds: 1 \.\. (\d+)", text)
        if base and must:
            yield base.group(1), path, must.group(1).strip(), int(sweep.group(1)) if sweep else 1


def main():
    program = sys.argv[1]
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 10**9
    bad = 0
    done = {}
    print(f"{'scenario':<24}{'itself':<32}{'twin that must fail':<40}{'saw':<28}check")
    for base, path, must, seeds in twins():
        seeds = min(seeds, most)
        if (base, seeds) not in done:
            done[base, seeds] = run(program, f"scenarios/{base}", seeds)
        itself = check_of(done[base, seeds], must)
        twin = run(program, str(path), seeds)
        failed = check_of(twin, must)
        bad += itself is not None and itself["verdict"] == "fail"
        bad += failed is None or failed["verdict"] != "fail"
        name = pathlib.Path(base).stem
        print(f"{name:<24}{words(itself):<32}{path.stem:<40}{words(failed):<28}{must}", flush=True)
    return 1 if bad or not done else 0


if __name__ == "__main__":
    sys.exit(main())
