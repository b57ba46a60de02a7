#!/usr/bin/env python3
"""Situations whose right verdict is known from outside: does the bench say what is right?

usage: situations.py METERBENCH [NAME...]        runs them; 1 when one has another verdict than is right
       situations.py - --page [--write]          compares docs/situations.md with the headers, or writes it

A situation is a scenario below cases/ whose head says in comments:

  # situation: what happens, and where it was seen
  # right: pass | fail | vacuous | inconclusive | refused
  # check: the text of a check that must fail (of fail; all others must not), or words of it
  # says: words that the output must hold (any number of lines)
  # at fault: firmware; what it does wrong (of fail: its mending will change what is right)
  # sweep: yes (the sweep that it declares is run; else its seed alone)
"""
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
PAGE = TOP / "docs/situations.md"
VERDICTS = {"pass", "fail", "vacuous", "inconclusive", "refused"}


@dataclasses.dataclass
class Situation:
    path: pathlib.Path
    situation: str = ""
    right: str = ""
    check: list = dataclasses.field(default_factory=list)
    says: list = dataclasses.field(default_factory=list)
    at_fault: str = ""
    sweep: str = ""

    @property
    def name(self):
        return str(self.path.relative_to(HERE / "cases"))[:-5]


def read(path):
    item = Situation(path)
    for line in path.read_text(encoding="utf8").splitlines():
        found = re.match(r"# ([a-z ]+): (.*)", line)
        if not found:
            break
        key, words = found.group(1).replace(" ", "_"), found.group(2).strip()
        if key not in Situation.__dataclass_fields__:
            raise SystemExit(f"{path.name}: nothing is called '{found.group(1)}'")
        if isinstance(getattr(item, key), list):
            getattr(item, key).append(words)
        else:
            setattr(item, key, words)
    if item.right not in VERDICTS or not item.situation or (item.right == "fail") > bool(item.check or item.says):
        raise SystemExit(f"{path.name}: its head says no situation, no right verdict, or not which check fails")
    return item


def all_of():
    return [read(path) for path in sorted((HERE / "cases").rglob("*.yaml")) if path.name != "twin_of.yaml"]


def bench(program, *words):
    return subprocess.run([program, *words], cwd=TOP, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def seen(program, item):
    """(verdict, checks that failed, whole output)"""
    path = os.path.relpath(item.path, TOP)
    seed = [] if item.sweep else ["--seed", "1"]
    done = bench(program, "run", path, "-j", "1", *seed, "--format", "json=-")
    if not done.stdout.startswith("{"):
        return "refused", [], done.stdout + done.stderr
    result = json.loads(done.stdout)["scenarios"][0]
    checks = result["checks"] if item.sweep else result["runs"][0]["checks"]
    verdict = result["verdict"] if item.sweep else result["runs"][0]["verdict"]
    console = bench(program, "run", path, "-j", "1", *seed) if item.says else done
    return verdict, [check["text"] for check in checks if check["verdict"] == "fail"], console.stdout + console.stderr


def wrong(program, item):
    """What is wrong with what the bench says; empty when nothing is."""
    verdict, failed, output = seen(program, item)
    if verdict != item.right:
        return f"{verdict}, right is {item.right}: {', '.join(failed) or output.strip()[-200:]}"
    missing = [check for check in item.check if not any(check in text for text in failed)]
    if missing:
        return f"fails by {', '.join(failed) or 'no check'}, not by {missing[0]}"
    others = [text for text in failed if not any(check in text for check in item.check)]
    if others:
        return f"fails by {others[0]} too"
    flat = " ".join(output.split())
    unsaid = [words for words in item.says if words not in flat]
    return f"does not say: {unsaid[0]}" if unsaid else ""


def page(items):
    lines = ["# Situations", "",
             "Situations of real meters and networks, and of scenario authors, whose right verdict was found without asking the",
             "bench. Each is a test, `situation.NAME`; `harness/situations/situations.py - --page --write` writes this table from",
             "their heads. Where the firmware is at fault, `fail` is right until it is mended.", "",
             "| situation | right verdict | test |", "|---|---|---|"]
    for item in items:
        checks = "<br>".join(f"`{check}`" for check in item.check)
        right = item.right + (f" by {checks}" if checks else "")
        right += f"<br>firmware at fault: {item.at_fault}" if item.at_fault else ""
        lines.append(f"| {item.situation} | {right} | `{item.name}` |")
    kinds = {kind: sum(item.right == kind for item in items) for kind in sorted(VERDICTS)}
    lines += ["", f"{len(items)} situations: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()) + "."]
    return "\n".join(lines) + "\n"


def main():
    program, *words = sys.argv[1:]
    names = [word for word in words if not word.startswith("--")]
    items = [item for item in all_of() if not names or item.name in names]
    if "--page" in words:
        if "--write" in words:
            PAGE.write_text(page(items), encoding="utf8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf8") != page(items):
            print("docs/situations.md is not what the heads say: run harness/situations/situations.py - --page --write")
            return 1
        return 0
    program = str(pathlib.Path(program).resolve())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(lambda item: wrong(program, item), items))
    for item, words_of in zip(items, verdicts):
        print(f"{'WRONG' if words_of else 'right'}  {item.name:<44} {words_of or item.right}")
    bad = sum(bool(words_of) for words_of in verdicts)
    print(f"{len(items)} situations, {bad} wrong verdicts")
    return 1 if bad or not items else 0


if __name__ == "__main__":
    sys.exit(main())
