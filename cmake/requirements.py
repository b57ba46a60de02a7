#!/usr/bin/env python3
"""What docs/requirements.yaml says is proved is proved, and the number of unproved clauses only falls.

`proof: test` names tests exactly, none of which is skipped here for want of a tool; `proof: scenario` a shipped scenario
that claims the clause (`meterbench list --requirements` decides that) and that is a test; `proof: nightly` carries the
record of a run at a commit of this history, at most MOST_DAYS older than the newest one.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

MOST_DAYS = 45
top, build, meterbench, ctest = sys.argv[1:]


def output(*command):
    return subprocess.run(command, cwd=top, capture_output=True, text=True)


def entries():
    """(clause, kind, words) of every clause that the program calls proved."""
    listing = output(meterbench, "list", "--requirements")
    flat = re.sub(r"\n {12}", " ", listing.stdout)
    summary = re.search(r"^(\d+) of (\d+) clauses proved$", listing.stdout, re.M)
    return re.findall(r"^  (\S+)\s+(test|scenario|nightly): (.+)$", flat, re.M), int(summary[1]), int(summary[2])


def tests_and_their_tools():
    shown = json.loads(output(ctest, "--test-dir", build, "--show-only=json-v1").stdout)["tests"]
    tools = {}
    for test in shown:
        labels = next((p["value"] for p in test.get("properties", []) if p["name"] == "LABELS"), [])
        name = test["name"].split("  # GetParam()")[0]  # What discovery adds to tests with a parameter.
        tools[name] = [label[len("needs_"):] for label in labels if label.startswith("needs_")]
    return tools


def wrong_with_tests(by, tools):
    for name in by:
        if name not in tools:
            yield f"no test is called '{name}'"
        for tool in tools.get(name, []):
            if shutil.which(tool) is None:
                yield f"'{name}' is skipped here: {tool} is missing (./dev setup installs it)"


def wrong_with_record(commit):
    """Nothing where there is no history to compare with."""
    if output("git", "rev-parse", "HEAD").returncode != 0:
        return
    if output("git", "merge-base", "--is-ancestor", commit, "HEAD").returncode != 0:
        if output("git", "rev-parse", "--is-shallow-repository").stdout.strip() != "true":
            yield f"its record is of commit {commit}, which this history lacks"
        return
    ages = [int(output("git", "log", "-1", "--format=%ct", name).stdout) for name in ("HEAD", commit)]
    days = (ages[0] - ages[1]) // 86400
    if days > MOST_DAYS:
        yield f"its record is {days} days older than the code: run `./dev nightly` and commit its records"


def by_of(clause):
    row, letter = clause.split(".")
    text = pathlib.Path(top, "docs/requirements.yaml").read_text(encoding="utf8")
    section = text[text.index(f"  {row}:\n"):]
    line = re.search(rf"^      {letter}: .*$", section, re.M)[0]
    return line, re.search(r"by: (?:\[([^\]]*)\]|([^},]+))", line)


complaints = []
proved_clauses, proved, total = entries()
tools = tests_and_their_tools()
for clause, kind, words in proved_clauses:
    line, by = by_of(clause)
    if kind == "test":
        names = [name.strip() for name in (by[1] or by[2]).split(",")]
        complaints += [f"{clause}: {wrong}" for wrong in wrong_with_tests(names, tools)]
    elif kind == "scenario":
        test = "scenario." + (by[1] or by[2]).strip().removesuffix(".yaml").replace("/", ".")
        complaints += [f"{clause}: {wrong}" for wrong in wrong_with_tests([test], tools)]
    else:
        commit = re.search(r"commit: ([0-9a-f]{7,40})", line)
        complaints += [f"{clause}: {wrong}" for wrong in
                       (wrong_with_record(commit[1]) if commit else ["its record names no commit"])]

allowed = int(re.search(r"^unproved: (\d+)$", pathlib.Path(top, "docs/requirements.yaml").read_text(encoding="utf8"),
                        re.M)[1])
if total - proved > allowed:
    complaints.append(f"{total - proved} clauses are unproved; docs/requirements.yaml allows {allowed}")
if total - proved < allowed:
    complaints.append(f"only {total - proved} clauses are unproved: lower 'unproved: {allowed}' in docs/requirements.yaml")
print("\n".join(complaints))
print(f"{proved} of {total} clauses proved, {len(complaints)} complaints")
sys.exit(1 if complaints else 0)
