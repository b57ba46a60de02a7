#!/usr/bin/env python3
"""A source includes, of all headers below --top, those of one room alone, and at least one of them."""
import argparse
import pathlib
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", default="cc")
    parser.add_argument("--top", type=pathlib.Path, required=True)
    parser.add_argument("--room", required=True)
    parser.add_argument("source", type=pathlib.Path)
    arguments = parser.parse_args()
    top, source = arguments.top.resolve(), arguments.source.resolve()
    rule = subprocess.run([arguments.compiler, "-M", f"-I{top}", source], check=True, capture_output=True,
                          text=True).stdout
    files = [pathlib.Path(word).resolve() for word in rule.replace("\\\n", " ").split()[1:]]
    ours = {file.relative_to(top).as_posix() for file in files if file != source and file.is_relative_to(top)}
    others = sorted(name for name in ours if not name.startswith(arguments.room + "/"))
    print("\n".join(f"{source.name}: includes {name}" for name in others))
    print(f"{len(ours)} headers of ours, {len(others)} of them not of {arguments.room}")
    return 1 if others or not ours else 0


if __name__ == "__main__":
    sys.exit(main())
