"""From broken runs to findings: shrunk, one for each cause, known or new, written with the command that repeats them."""
import concurrent.futures
import sys
from dataclasses import dataclass, field

import bench_run
import invariants
import scenario_text
import shrink as shrinking

MOST_OF_A_KIND = 6   # Shrunk findings of one breach in the same words; further runs of it are counted with the first.
HARNESS = ("harness_error", "nondeterminism", "hang", "bad_json")


@dataclass
class Finding:
    number: int
    scenario: dict
    broken: invariants.Break
    causes: frozenset
    runs: int = 1
    tries: int = 0


@dataclass
class Found:
    new: list = field(default_factory=list)
    known_runs: dict = field(default_factory=dict)   # Known -> in how many runs.


def shrunk(bench, number, scenario, broken, tries):

    verify = broken.invariant == "nondeterminism"

    def breaks(candidate):
        ran = bench.run(candidate, verify=verify, console=broken.invariant == "console_width")
        return any(broken.same_as(other) for other in invariants.judge(candidate, ran))

    small, spent = shrinking.shrink(scenario, breaks, tries)
    return Finding(number, small, broken, invariants.causes(small), tries=spent)


def placed(item, found):
    """Whether a run shows a finding again: the same breach, and all that the shrunk one needs."""
    _, scenario, broken = item
    for finding in found.new:
        if finding.broken.same_as(broken) and finding.causes <= invariants.causes(scenario):
            finding.runs += 1
            return True
    return False


def take_known(item, known_ones, found):
    _, scenario, broken = item
    causes = invariants.causes(scenario)
    for known in known_ones:
        if known.covers(broken, causes):
            found.known_runs[known] = found.known_runs.get(known, 0) + 1
            return True
    return False


def counted(item, found):
    """Runs beyond what is shrunk of one kind: they are no new line, but they are not forgotten."""
    same = [finding for finding in found.new if finding.broken.same_as(item[2])]
    if len(same) < MOST_OF_A_KIND:
        return False
    same[0].runs += 1
    return True


def next_ones(left, jobs):
    """A round takes runs of different kinds, so that one kind does not fill it."""
    picked, kinds = [], set()
    for item in left:
        kind = (item[2].invariant, item[2].subject, item[2].words)
        if kind not in kinds and len(picked) < jobs:
            kinds.add(kind)
            picked.append(item)
    return picked


def sort_out(bench, results, known_ones, jobs, tries):
    """Rounds of `jobs` shrinkings; what a round explains is not shrunk again."""
    found = Found()
    left = [(number, scenario, broken) for number, scenario, breaks in results for broken in breaks]
    left = [item for item in left if not take_known(item, known_ones, found)]
    while left:
        picked = next_ones(left, jobs)
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            small = list(pool.map(lambda item: shrunk(bench, *item, tries), picked))
        for finding in small:
            merge(finding, known_ones, found)
        left = [item for item in left if item not in picked and not placed(item, found) and not counted(item, found)]
        print(f"shrunk {len(found.new)} findings, {len(left)} broken runs left", file=sys.stderr, flush=True)
    return found


def merge(finding, known_ones, found):
    item = (finding.number, finding.scenario, finding.broken)
    if take_known(item, known_ones, found):
        return
    for other in found.new:
        if other.broken.same_as(finding.broken) and other.causes == finding.causes:
            other.runs += 1
            return
    found.new.append(finding)


def write(found, folder, known_ones):
    """A file for each new finding, a line of the table for each, and what is known."""
    for index, finding in enumerate(sorted(found.new, key=order), 1):
        folder.mkdir(parents=True, exist_ok=True)
        broken = finding.broken
        path = folder / f"{index:03d}_{broken.invariant}_{broken.subject.split()[0]}_{finding.number}.yaml"
        comments = [f"Breaks: {broken.invariant} of {broken.subject}; seed {finding.number}, seen in {finding.runs} "
                    f"runs, shrunk in {finding.tries} tries.", f"Seen: {' '.join(broken.detail.split())[:150]}",
                    f"Causes: {' + '.join(sorted(finding.causes))}"]
        path.write_text(scenario_text.to_yaml(bench_run.with_checks(finding.scenario), comments), encoding="utf8")
        print(f"{broken.invariant:17} {broken.subject:10} {finding.runs:4} runs  seed {finding.number:<6} "
              f"{' + '.join(sorted(finding.causes))}\n    {broken.words[:110]}\n    meterbench run {path}")
    for known in known_ones:
        runs = found.known_runs.get(known, 0)
        said = f"{runs} runs" if runs else "no longer occurs in these runs"
        print(f"known: {known.invariant} of {known.subject} by {' + '.join(sorted(known.causes))}: {said} "
              f"({known.at_fault}: {known.reason})")


def order(finding):
    return finding.broken.invariant, finding.broken.subject, -finding.runs, finding.number
