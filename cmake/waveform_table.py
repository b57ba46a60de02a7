#!/usr/bin/python3
"""The 50 kS/s recording through the front end, beside values that numpy computes from the file alone.

usage: waveform_table.py METERBENCH   (from the top of the project; needs numpy)

Exit code 1 when voltage, current or power differ by more than 0.5 %, or a THD by more than 0.2 % of the fundamental.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import waveform_reference

SCENARIO = "scenarios/industrial/recorded_generator.yaml"
CSV = "scenarios/recordings/2020224_181521_PowRaw.csv"
SCALE = {"u": 0.0287, "i": 0.25}  # As the scenario has them.


def metered(program):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run([program, "run", SCENARIO, "--format", f"json={out.name}"], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
        run = json.loads(pathlib.Path(out.name).read_text(encoding="utf8"))["scenarios"][0]["runs"][0]
        return {count["name"]: count["value"] for count in run["counts"]}


def rows(program):
    """(quantity, unit, metered, computed, whether the difference is absolute)"""
    meter = metered(program)
    for phase, each in enumerate(waveform_reference.phases(CSV), start=1):
        yield f"U{phase}", "V", meter[f"u{phase}"], each["u"] * SCALE["u"], False
        yield f"I{phase}", "A", meter[f"i{phase}"], each["i"] * SCALE["i"], False
        yield f"P{phase}", "W", meter[f"p{phase}"], each["p"] * SCALE["u"] * SCALE["i"], False
        yield f"THD U{phase}", "%", meter[f"thd_u{phase}"], each["thd_u"] * 100, True
        yield f"THD I{phase}", "%", meter[f"thd_i{phase}"], each["thd_i"] * 100, True


def main():
    bad = 0
    print(f"{'':<10}{'metered':>14}{'computed':>14}{'difference':>14}")
    for name, unit, metered_value, computed, absolute in rows(sys.argv[1]):
        difference = metered_value - computed if absolute else 100 * (metered_value / computed - 1)
        missed = abs(difference) > (0.2 if absolute else 0.5)
        bad += missed
        print(f"{name:<10}{metered_value:>12.4f} {unit}{computed:>12.4f} {unit}{difference:>12.4f} %{'  MISSED' if missed else ''}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
