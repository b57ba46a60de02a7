#!/usr/bin/env python3
"""Copies the firmware's sources and plants the faults of harness/planted/faults/*.toml, each asleep until it is chosen.

usage: plant.py TOP OUT FILE...     writes OUT/firmware/... for each FILE (its path from TOP), and OUT/planted/faults.h

A fault names the text that it replaces, which must stand in its file exactly once. Where that text is a statement, the
copy says `if (planted::on<N>()) { faulty } else { right }`; where it is an expression, `(planted::on<N>() ? (faulty) :
(right))`. Faults may lie within others' right text. Exit code 1, with the place, when one cannot be planted.
"""
import dataclasses
import pathlib
import sys
import tomllib
import zlib

INCLUDE = '#include "planted/planted.h"\n'
WORDS = {"id", "clause", "file", "was", "now", "why", "by", "check", "waits"}
NEEDED = WORDS - {"by", "check", "waits"}


class Refused(Exception):
    pass


@dataclasses.dataclass
class Fault:
    id: str
    clause: str
    file: str
    was: str
    now: str
    why: str
    place: str             # Where the table has it.
    by: tuple = ()         # Scenarios that must fail, by their path below scenarios/ without .yaml.
    check: str = ""        # Words of the check that must fail.
    waits: str = ""        # What the bench lacks to see it.

    @property
    def number(self):
        return zlib.crc32(self.id.encode()) & 0x7FFFFFFF

    @property
    def room(self):
        return self.file.split("/")[1]


def read_table(folder):
    """All faults, in the order of files and then of their lines."""
    faults = []
    for path in sorted(pathlib.Path(folder).glob("*.toml")):
        for number, entry in enumerate(tomllib.loads(path.read_text(encoding="utf8")).get("fault", []), 1):
            place = f"{path.name}, fault {number} ({entry.get('id', 'without id')})"
            if unknown := set(entry) - WORDS:
                raise Refused(f"{place}: nothing is called {', '.join(sorted(unknown))}")
            if missing := NEEDED - set(entry):
                raise Refused(f"{place}: says no {', '.join(sorted(missing))}")
            by = entry.pop("by", [])
            faults.append(Fault(place=place, by=tuple([by] if isinstance(by, str) else by), **entry))
            if bool(faults[-1].by) == bool(faults[-1].waits):
                raise Refused(f"{place}: says either 'by' which scenarios it is caught, or what it 'waits' for")
    places = {}
    for fault in faults:
        other = places.setdefault(fault.number, fault)
        if other is not fault:
            raise Refused(f"{fault.place}: its id, or the number of it, is that of {other.place}")
    return faults


def span_of(fault, text):
    was = fault.was.strip()
    found = text.count(was) if was else 0
    if found != 1:
        raise Refused(f"{fault.place}: in {fault.file} its text stands {found} times, not once:\n  {was}")
    begin = text.index(was)
    return begin, begin + len(was)


def is_statement(code):
    return not code or code.endswith(";") or (code.endswith("}") and ";" in code)


def has_comma(code):
    """One that stands in no brackets."""
    depth = 0
    for letter in code:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            return True
    return False


def sleeping(fault, right):
    on, now = f"planted::on<{fault.number}>()", fault.now.strip()
    if is_statement(fault.was.strip()) != is_statement(now) and now:
        raise Refused(f"{fault.place}: 'was' and 'now' are not both statements, nor both expressions")
    if is_statement(fault.was.strip()):
        return f"if ({on}) {{ {now} }} else {{ {right} }}"
    if has_comma(fault.was) or has_comma(now):
        raise Refused(f"{fault.place}: its text is a list, not one expression: only the last would be used")
    return f"({on} ? ({now}) : ({right}))"


def planted(text, faults, begin=0, end=None):
    """text[begin:end] with these (begin, end, fault), outermost first."""
    end = len(text) if end is None else end
    out, at = [], begin
    rest = sorted(faults, key=lambda item: (item[0], -item[1]))
    while rest:
        first, last, fault = rest.pop(0)
        inner = [item for item in rest if item[0] < last]
        for item in inner:
            if item[1] > last:
                raise Refused(f"{item[2].place}: its text overlaps that of {fault.place}")
        rest = [item for item in rest if item[0] >= last]
        out += [text[at:first], sleeping(fault, planted(text, inner, first, last))]
        at = last
    return "".join(out) + text[at:end]


def write_if_changed(path, text):
    if path.exists() and path.read_text(encoding="utf8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")


def plant(top, out, files):
    faults = read_table(top / "harness/planted/faults")
    for fault in faults:
        if fault.file not in files:
            raise Refused(f"{fault.place}: {fault.file} is no source of the firmware")
    for name in files:
        text = (top / name).read_text(encoding="utf8")
        here = [(*span_of(fault, text), fault) for fault in faults if fault.file == name]
        copy = planted(text, here)
        if here:
            after = copy.index("#pragma once\n") + 13 if name.endswith(".h") else 0
            copy = copy[:after] + INCLUDE + copy[after:]
        write_if_changed(out / name, copy)
    rows = "".join(f'    {{{fault.number}, "{fault.id}"}},\n' for fault in faults)
    write_if_changed(out / "planted/faults.h",
                     "#pragma once\n// Written by plant.py: what can be chosen.\n"
                     f"struct PlantedFault {{ int number; const char* id; }};\n"
                     f"inline constexpr PlantedFault kPlantedFaults[]{{\n{rows}}};\n")


def main():
    top, out, *files = sys.argv[1:]
    try:
        plant(pathlib.Path(top), pathlib.Path(out), files)
    except (Refused, tomllib.TOMLDecodeError) as reason:
        print(f"plant: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
