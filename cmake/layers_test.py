#!/usr/bin/env python3
"""The layer check says no: a planted forbidden include, a missing README and a long file are each found."""
import pathlib
import subprocess
import sys
import tempfile

LAYERS = pathlib.Path(__file__).with_name("layers.py")
HEADINGS = "".join(f"## {h}\ntext\n" for h in ("Purpose", "Interface", "Behaviour", "Limits", "Tests"))


def complaints(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf8")
        ran = subprocess.run([sys.executable, LAYERS, folder], capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout


def expect(files, code, words):
    seen_code, seen = complaints(files)
    if seen_code != code or words not in seen:
        sys.exit(f"expected exit {code} and '{words}', got {seen_code}:\n{seen}")


GOOD = {"firmware/net/README.md": HEADINGS, "firmware/net/a.cpp": '#include "firmware/core/bytes.h"\n'}
expect(GOOD, 0, "0 complaints")
expect({**GOOD, "firmware/net/b.cpp": '#include "firmware/radio/mac.h"\n'}, 1,
       "firmware/net/b.cpp: firmware/net may not include firmware/radio/mac.h")
expect({**GOOD, "firmware/net/b.cpp": "#include <systemc>\n"}, 1, "only benchmarks, models/time may include <systemc>")
expect({**GOOD, "firmware/net/b.cpp": "\n" * 301}, 1, "301 lines; a file has at most 300")
expect({"firmware/net/a.cpp": ""}, 1, "firmware/net: has no README.md")
expect({**GOOD, "firmware/net/README.md": HEADINGS.replace("## Limits\ntext", "## Limits")}, 1, "'Limits' is empty")
expect({}, 1, "0 files")
print("the layer check finds all six")
