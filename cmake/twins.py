#!/usr/bin/env python3
"""Each radio scenario beside its must-fail twins: the same check, what it saw here and there.

usage: twins.py METERBENCH [SEEDS]   (from the top of the project)

A twin is a scenario of scenarios/must_fail that uses one of scenarios/radio. Both run over the twin's seeds, or over 1..SEEDS
if that is less. Exit code 1 when a check of a scenario itself fails, or a twin does not.

A claim over a sweep, share(...) >= P % confidence C %, is about what is true and not about one sample: it fails here when the
pooled messages refute it by the exact one-sided binomial test, that is when so few successes or fewer would come with a
probability below 1 - C if the share were P. One late message in 960 does not refute 99.9 % at 95 %; three of 960 do not
either, four do. A scenario itself must not be refuted (what supports it is for its own, longer sweep to say); a twin must be,
and one that so few seeds do not refute is run over all of its own.
Every other check fails when it says so.
"""
import json
import math
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


CLAIM = re.compile(r"^share\(.*\) >= ([\d.]+) % confidence ([\d.]+) %")


def at_most(successes, trials, share):
    """P(X <= successes), X binomial; summed over the failures, of which there are few."""
    failures = trials - successes
    below = 0.0  # P(fewer failures)
    for k in range(failures):
        below += math.exp(math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
                          + k * math.log1p(-share) + (trials - k) * math.log(share))
    return max(0.0, 1.0 - below)


def fails(check):
    """Whether the check fails here, by the rule above."""
    claim = CLAIM.match(check["text"])
    if not claim or not check["trials"]:
        return check["verdict"] == "fail"
    share, confidence = (float(number) / 100 for number in claim.groups())
    return at_most(check["successes"], check["trials"], share) < 1 - confidence


def words(check):
    if check is None:
        return "not asked"
    if not CLAIM.match(check["text"]) or not check["trials"]:
        return f"{check['verdict']} {check['seen']}"
    verdict = "refuted" if fails(check) else "not refuted"
    return f"{verdict} {check['seen']} ({check['successes']}/{check['trials']})"


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
    print("claims over a sweep: exact one-sided binomial test of the pooled messages at the claim's confidence")
    print(f"{'scenario':<24}{'itself':<36}{'twin that must fail':<40}{'saw':<32}check")
    for base, path, must, own_seeds in twins():
        seeds = min(own_seeds, most)
        if (base, seeds) not in done:
            done[base, seeds] = run(program, f"scenarios/{base}", seeds)
        itself = check_of(done[base, seeds], must)
        failed = check_of(run(program, str(path), seeds), must)
        if seeds < own_seeds and (failed is None or not fails(failed)):
            failed = check_of(run(program, str(path), own_seeds), must)
        bad += itself is not None and fails(itself)
        bad += failed is None or not fails(failed)
        name = pathlib.Path(base).stem
        print(f"{name:<24}{words(itself):<36}{path.stem:<40}{words(failed):<32}{must}", flush=True)
    return 1 if bad or not done else 0


if __name__ == "__main__":
    sys.exit(main())
