#!/usr/bin/env python3
"""What CI cannot carry, part by part, and one table of what came of it.

usage: nightly.py METERBENCH [--record] [PART...]     all parts, or those named; 1 when one failed

The output of a part goes to out/nightly/PART.log; its last line is the figure in the table. With --record, figures that
prove a clause are written into docs/requirements.yaml with the commit at which they were measured.
"""
import pathlib
import re
import subprocess
import sys
import time

REQUIREMENTS = pathlib.Path("docs/requirements.yaml")
# Part: command ({bench} is the program), and the clause that it proves with the seeds it used.
PARTS = {
    "three_brick_walls": ("{bench} run scenarios/residential/three_brick_walls.yaml --seeds 1..3000", None),
    "mains_fail": ("{bench} run scenarios/outage/mains_fail.yaml --seeds 1..300", None),
    "unseen_seeds": ("./cmake/unseen_seeds.py {bench} --seeds 100", None),
    "swarm": ("./harness/swarm/meterbench_swarm 5000 1", None),
    "same_fingerprint": ("./dev build dev && ./cmake/same_fingerprint.sh 100", ("BEN-4.a", "7")),
    "fuzz": ("./dev fuzz", None),
    "fsk_codec_rtl": ("cmake --build build/release --target meterbench_fsk_codec_nightly", None),
    "afe_decimator_rtl": ("cmake --build build/release --target meterbench_afe_decimator_nightly", None),
}


def last_line(path):
    lines = [line.strip() for line in path.read_text(encoding="utf8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "(no output)"


def record(clause, command, seeds, figure):
    """Puts {commit, command, seeds, figure} at the end of the clause's line, in place of an older record."""
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True).stdout.strip()
    row, letter = clause.split(".")
    text = REQUIREMENTS.read_text(encoding="utf8")
    start = text.index(f"      {letter}: ", text.index(f"  {row}:\n"))
    end = text.index("\n", start)
    line = re.sub(r", record: \{.*\}\}$", "}", text[start:end])
    figure = figure.replace('"', "'")
    line = line[:-1] + f', record: {{commit: {commit}, command: "{command}", seeds: "{seeds}", figure: "{figure}"}}}}'
    REQUIREMENTS.write_text(text[:start] + line + text[end:], encoding="utf8")


def main():
    bench, *rest = sys.argv[1:]
    wanted = [word for word in rest if word != "--record"] or list(PARTS)
    for name in wanted:
        if name not in PARTS:
            print(f"nightly: no part is called '{name}'\n  = help: there are {', '.join(PARTS)}", file=sys.stderr)
            return 2
    logs = pathlib.Path("out/nightly")
    logs.mkdir(parents=True, exist_ok=True)
    failed = 0
    print(f"{'part':<18} {'result':<7} {'wall':>8}  figure", flush=True)
    for name in wanted:
        command, proves = PARTS[name]
        started = time.monotonic()
        with open(logs / f"{name}.log", "wb") as log:
            code = subprocess.run(command.format(bench=bench), shell=True, stdout=log, stderr=subprocess.STDOUT).returncode
        figure = last_line(logs / f"{name}.log")
        failed += code != 0
        seconds = round(time.monotonic() - started)
        wall = f"{seconds // 60}:{seconds % 60:02}"
        print(f"{name:<18} {'passed' if code == 0 else f'exit {code}':<7} {wall:>8}  {figure[:110]}", flush=True)
        if proves and code == 0 and "--record" in rest:
            record(proves[0], command.split("&& ")[-1], proves[1], figure)
    print(f"{len(wanted) - failed} of {len(wanted)} parts passed; logs in out/nightly")
    return 1 if failed else 0


sys.exit(main())
