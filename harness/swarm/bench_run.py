"""One run of the bench as a process: its results, exit code, and what it wrote."""
import json
import os
import pathlib
import subprocess
import tempfile
from dataclasses import dataclass

import invariants
import scenario_text

TIME_LIMIT_S = 120


@dataclass
class Ran:
    code: int
    stderr: str = ""
    stdout: str = ""
    results: dict | None = None
    timed_out: bool = False
    differs: bool = False
    widest: int = 0


def with_checks(scenario):
    """The scenario with the invariants as its checks, and nothing that needs another seed."""
    return scenario | {"expect": [text for _, _, text in invariants.checks(scenario)]}


class Bench:
    """Runs scenarios with one program, in a folder of its own; `top` is where scenarios/ lies."""

    def __init__(self, program, top, folder=None):
        self.program = str(pathlib.Path(program).resolve())
        self.top = pathlib.Path(top).resolve()
        self.holder = None if folder else tempfile.TemporaryDirectory(prefix="meterbench_swarm.")
        self.folder = pathlib.Path(folder or self.holder.name)

    def run(self, scenario, verify=False, console=False):
        handle, name = tempfile.mkstemp(suffix=".yaml", dir=self.folder)
        os.close(handle)
        path = pathlib.Path(name)
        try:
            path.write_text(scenario_text.to_yaml(with_checks(scenario)), encoding="utf8")
            ran = self.process(path, ["--format", "json=-"] + (["--verify"] if verify else []))
            if console and ran.code in (0, 1, 6):
                # The first column of a line about a file is its path, which here is the folder of this run.
                shown = self.process(path, [], parse=False).stdout.replace(str(path), path.name)
                ran.widest = max((len(line) for line in shown.splitlines()), default=0)
            return ran
        finally:
            path.unlink()

    def process(self, path, options, parse=True):
        command = [self.program, "run", str(path), "--color=never", *options]
        try:
            done = subprocess.run(command, cwd=self.top, capture_output=True, timeout=TIME_LIMIT_S, check=False)
        except subprocess.TimeoutExpired:
            return Ran(code=-1, timed_out=True)
        ran = Ran(done.returncode, done.stderr.decode("utf8", "replace"), done.stdout.decode("utf8", "replace"))
        if parse:
            try:
                ran.results = json.loads(ran.stdout)
            except ValueError:
                ran.results = None
        return ran
