#!/usr/bin/env python3
"""What a program or a shared object lets others bind to is one symbol.

--ours NAME: among the symbols of this project, NAME is the only one (the run-time libraries may add theirs).
--all NAME: NAME is the only one at all.
"""
import argparse
import re
import subprocess
import sys

OURS = re.compile(r"\b(bench|meter)::|^(hal|fw)_|^(bench|meter)_")


def exported(file, nm):
    listing = subprocess.run([nm, "-D", "-C", "--defined-only", "--format=posix", file], check=True,
                             capture_output=True, text=True).stdout
    # A demangled name may hold blanks: name, kind, value and size are taken from the end.
    for line in listing.splitlines():
        found = re.match(r"(.+?) [A-Za-z?] [0-9a-f]+(?: [0-9a-f]+)?\s*$", line)
        if found:
            yield found[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--ours")
    parser.add_argument("--all")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    wanted = [arguments.ours or arguments.all]
    wrong = 0
    for file in arguments.files:
        names = sorted(name for name in exported(file, arguments.nm) if arguments.all or OURS.search(name))
        if names != wanted:
            wrong += 1
            print(f"{file}: exports {names}, not {wanted}")
    print(f"{len(arguments.files)} files, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
