#!/usr/bin/env python3
"""docs/scenario_reference.md is what `meterbench explain` says. --write makes it, else it is compared."""
import pathlib
import subprocess
import sys

meterbench = sys.argv[1]
page = pathlib.Path(__file__).parent.parent / "docs" / "scenario_reference.md"
keys = subprocess.run([meterbench, "explain"], capture_output=True, text=True, check=True).stdout
text = ("# Scenario reference\n\nEvery key of the scenario language, as `meterbench explain` prints it. "
        "[README](../README.md) has an example;\n[harness/checks](../harness/checks/README.md) says what a check can "
        "say.\n\n```\n" + keys + "```\n")
if "--write" in sys.argv:
    page.write_text(text, encoding="utf8")
elif page.read_text(encoding="utf8") != text:
    print("docs/scenario_reference.md is not what `meterbench explain` says: run cmake/scenario_reference.py "
          "MENTERBENCH --write".replace("MENTERBENCH", meterbench))
    sys.exit(1)
print("docs/scenario_reference.md says what the program says")
