#!/usr/bin/env python3
"""Includes go down the graph, siblings never include each other. Run as a test.

Also: only the rooms named here see SystemC, yaml-cpp and Boost.Program_options; no room misses its README with the
five headings; no file is longer than its limit.
"""
import pathlib
import re
import sys

TOP = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
CODE_LINES = 300

# What each room may include besides itself. A room that is not listed may include nothing of ours.
FIRMWARE_CAPABILITY = {"firmware/units", "firmware/core", "firmware/port"}
MODEL = {"firmware/units", "models/trace", "models/chance", "models/time", "models/numeric"}
ALLOWED = {
    "firmware/units": set(),
    "firmware/core": {"firmware/units"},
    "firmware/hal": set(),
    "firmware/port": {"firmware/hal", "firmware/core", "firmware/units"},
    "firmware/metrology": FIRMWARE_CAPABILITY,
    "firmware/waveform": FIRMWARE_CAPABILITY,
    "firmware/power_quality": FIRMWARE_CAPABILITY,
    "firmware/radio": FIRMWARE_CAPABILITY,
    "firmware/net": FIRMWARE_CAPABILITY,
    "firmware/cosem": FIRMWARE_CAPABILITY,
    "firmware/security": FIRMWARE_CAPABILITY,
    "firmware/store": FIRMWARE_CAPABILITY,
    "firmware/app": FIRMWARE_CAPABILITY | {"firmware/metrology", "firmware/waveform",
                                           "firmware/power_quality", "firmware/radio", "firmware/net",
                                           "firmware/cosem", "firmware/security", "firmware/store"},
    "models/numeric": set(),
    "models/chance": {"models/numeric"},
    "models/time": {"firmware/units", "models/numeric"},
    "models/trace": {"firmware/units", "models/time"},
    "models/mains": MODEL,
    "models/quality": MODEL | {"firmware/core"},
    "models/emi": MODEL,
    "rtl/afe_decimator": MODEL,
    "models/afe": MODEL | {"models/mains", "models/emi", "rtl/afe_decimator"},
    "models/flash": MODEL,
    "models/supply": MODEL,
    "models/secure": MODEL,
    "models/codec": MODEL,
    "rtl/fsk_codec": MODEL | {"models/codec"},
    "models/modem": MODEL | {"models/codec"},
    "models/propagation": MODEL,
    "models/interference": MODEL | {"models/propagation"},
    "models/radio": MODEL | {"models/codec", "models/modem", "models/propagation", "models/interference"},
    "models/wan": MODEL,
    "models/head_end": MODEL | {"firmware/core"},
    "models/board": MODEL | {"firmware/hal", "models/afe", "models/emi", "models/flash", "models/radio", "models/secure",
                             "models/supply"},
    "models/system": MODEL | {"firmware/core", "firmware/hal", "models/afe", "models/board", "models/emi", "models/flash",
                              "models/head_end", "models/interference", "models/mains", "models/quality", "models/radio",
                              "models/secure", "models/supply", "models/wan", "models/modem", "rtl/fsk_codec"},
    "reports/result": {"firmware/units"},
    "reports/console": {"reports/result"},
    "reports/junit": {"reports/result"},
    "reports/json": {"reports/result"},
    "reports/capture": {"reports/result"},
    "harness/scenario": {"firmware/units", "firmware/core"},
    "harness/checks": {"firmware/units", "firmware/core", "firmware/hal", "models/trace", "models/time", "models/chance",
                       "models/numeric", "reports/result"},
    "harness/run": MODEL | {"firmware/app", "harness/scenario", "harness/checks", "models/system",
                            "models/board", "models/mains", "models/head_end", "reports/result", "reports/json",
                            "reports/capture", "firmware/core", "firmware/hal"},
    "harness/campaign": {"reports/result", "harness/run", "harness/checks", "models/board"},
    "harness/cli": {"firmware/hal", "harness/scenario", "harness/checks", "harness/run", "harness/campaign",
                    "models/board", "reports/result", "reports/console", "reports/junit", "reports/json",
                    "reports/capture"},
    "harness/planted": FIRMWARE_CAPABILITY | {"firmware/hal", "firmware/app", "firmware/metrology", "firmware/radio",
                                              "firmware/net", "firmware/cosem", "firmware/security",
                                              "firmware/store"},
    "harness/fuzz": FIRMWARE_CAPABILITY | {"firmware/hal", "firmware/radio", "firmware/net"},
    "benchmarks": None,  # May include everything.
}
# The one header that a room may see of a sibling: plain structs, or an interface that it implements.
EXTRA = {
    ("harness/scenario", r"models/\w+/config\.h"),
    ("firmware/store", r"firmware/security/lease_store\.h"),
    ("firmware/app", r"firmware/hal/(hal|factory)\.h"),
    ("harness/scenario", r"models/propagation/(materials|placement|budget|presets)\.h"),
    ("harness/scenario", r"models/(interference/source|chance/chance)\.h"),  # Asked whether a source can be.
    ("harness/scenario", r"models/(time/time|numeric/int128)\.h"),
    ("harness/scenario", r"models/mains/(grid_config|grid_check|wave_file|load_profile|wave_source)\.h"),
    ("harness/planted", r"planted/faults\.h"),  # Written by plant.py.
    ("harness/scenario", r"models/afe/front_end_config\.h"),
    ("harness/scenario", r"models/radio/(phy|channel_plan)\.h"),  # Tables of what the standard names.
}
LIBRARIES = {
    r"systemc.*": {"models/time", "benchmarks"},
    r"yaml-cpp/.*": {"harness/scenario"},
    r"boost/program_options.*": {"harness/cli"},
}
HEADINGS = ["Purpose", "Interface", "Behaviour", "Limits", "Tests"]
# Tests, and what stands in for the world in them.
TEST = re.compile(r"(_test\.(cpp|h|py)|/(fake|test|sample|nor_fake|script|judged|power_cut_trial)[a-z_]*\.(h|cpp))$")
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def room_of(path):
    parts = path.split("/")
    return parts[0] if parts[0] == "benchmarks" else "/".join(parts[:2])


def complaints_of(path, text):
    room = room_of(path)
    is_test = TEST.search(path) is not None
    for quote, name in INCLUDE.findall(text):
        if quote == '"' and "/" in name:
            target = room_of(name)
            extra = any(r == room and re.fullmatch(p, name) for r, p in EXTRA)
            allowed = ALLOWED.get(room, set())
            if not is_test and allowed is not None and target != room and target not in allowed and not extra:
                yield f"{path}: {room} may not include {name}"
        if quote == "<":
            for pattern, rooms in LIBRARIES.items():
                if re.fullmatch(pattern, name) and room not in rooms:
                    yield f"{path}: only {', '.join(sorted(rooms))} may include <{name}>"
    lines = text.count("\n")
    if lines > CODE_LINES and not is_test:
        yield f"{path}: {lines} lines; a file has at most {CODE_LINES}"


def readme_complaints(room):
    readme = TOP / room / "README.md"
    if not readme.is_file():
        return [f"{room}: has no README.md"]
    headings = re.findall(r"^## (.+)$", readme.read_text(encoding="utf8"), re.M)
    if headings != HEADINGS:
        return [f"{room}/README.md: headings are {headings}, not {HEADINGS}"]
    bodies = re.split(r"^## .+$", readme.read_text(encoding="utf8"), flags=re.M)[1:]
    return [f"{room}/README.md: '{h}' is empty" for h, b in zip(HEADINGS, bodies) if not b.strip()]


def main():
    complaints = []
    files = 0
    rooms = set()
    for folder in ("firmware", "models", "rtl", "harness", "reports", "benchmarks"):
        for file in sorted((TOP / folder).rglob("*")):
            if file.suffix not in {".h", ".cpp", ".c", ".py"}:
                continue
            path = file.relative_to(TOP).as_posix()
            files += 1
            rooms.add(room_of(path))
            complaints += complaints_of(path, file.read_text(encoding="utf8"))
    for room in sorted(rooms):
        complaints += readme_complaints(room)
    print("\n".join(complaints))
    print(f"{files} files in {len(rooms)} rooms, {len(complaints)} complaints")
    return 1 if complaints or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
