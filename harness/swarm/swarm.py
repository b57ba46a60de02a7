"""Runs random valid scenarios and says which break what must always hold. See README.md."""
import argparse
import concurrent.futures
import os
import pathlib
import sys
import time

import bench_run
import findings
import generate
import invariants
import known
from draws import Draw

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
SHARE_VERIFIED = 0.05
SHARE_SHOWN = 0.05


def one(bench, number):
    """The scenario of one number and what it breaks."""
    scenario = generate.generate(number)
    d = Draw(number, "/swarm")
    ran = bench.run(scenario, verify=d.chance("verify", SHARE_VERIFIED), console=d.chance("show", SHARE_SHOWN))
    return number, scenario, invariants.judge(scenario, ran)


def in_words(count, one_of, many=None):
    return f"{count:,}".replace(",", " ") + f" {one_of if count == 1 else many or one_of + 's'}"


def span(seconds):
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def progress(done, runs, broken, began):
    line = f"{done}/{runs} runs, {in_words(broken, 'run')} with a contradiction, {span(time.monotonic() - began)}"
    if sys.stderr.isatty():
        print(f"\r{line}", end="" if done < runs else "\n", file=sys.stderr, flush=True)
    elif done % max(runs // 10, 1) == 0:
        print(line, file=sys.stderr, flush=True)


def run_all(bench, numbers, jobs):
    """(number, scenario, breaks) of all runs, in their order whatever order they ended in."""
    began, broken, made = time.monotonic(), 0, {}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(one, bench, number) for number in numbers]
        for done, future in enumerate(concurrent.futures.as_completed(waiting), 1):
            number, scenario, breaks = future.result()
            made[number] = (number, scenario, breaks)
            broken += bool(breaks)
            progress(done, len(numbers), broken, began)
    return [made[number] for number in numbers]


def arguments(words):
    parser = argparse.ArgumentParser(prog="meterbench_swarm", description="Random valid scenarios against invariants.")
    parser.add_argument("runs", nargs="?", type=int, default=500)
    parser.add_argument("first_seed", nargs="?", type=int, default=1)
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--bench", default=TOP / "build/release/bin/meterbench")
    parser.add_argument("--out", type=pathlib.Path, default=TOP / "out/swarm", help="folder of what is found")
    parser.add_argument("--known", type=pathlib.Path, default=HERE / "known.txt")
    parser.add_argument("--tries", type=int, default=120, help="runs that shrinking one finding may take")
    parser.add_argument("--print", type=int, metavar="SEED", dest="show", help="write the scenario of one seed and end")
    return parser.parse_args(words)


def main(words=None):
    wanted = arguments(words)
    if wanted.show is not None:
        scenario = bench_run.with_checks(generate.generate(wanted.show))
        print(bench_run.scenario_text.to_yaml(scenario), end="")
        return 0
    try:
        known_ones = known.parse(wanted.known.read_text(encoding="utf8"), wanted.known.name)
    except known.BadKnown as bad:
        print(bad, file=sys.stderr)
        return 2
    if not pathlib.Path(wanted.bench).is_file():
        print(f"meterbench_swarm: there is no program '{wanted.bench}'; build it, or say --bench FILE", file=sys.stderr)
        return 2
    began = time.monotonic()
    bench = bench_run.Bench(wanted.bench, TOP)
    results = run_all(bench, range(wanted.first_seed, wanted.first_seed + wanted.runs), wanted.jobs)
    found = findings.sort_out(bench, results, known_ones, wanted.jobs, wanted.tries)
    findings.write(found, wanted.out, known_ones)
    errors = sum(any(b.invariant in findings.HARNESS for b in breaks) for _, _, breaks in results)
    print(f"{in_words(len(results), 'run')}, {in_words(len(found.new), 'contradiction')}, "
          f"{in_words(errors, 'harness error')}, {span(time.monotonic() - began)}")
    return 1 if found.new else 0
