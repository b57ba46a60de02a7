#!/usr/bin/env python3
"""Every header compiles by itself. The headers of firmware/hal compile as C11 too.

A header that its own source includes before anything else has been compiled by itself by the build.
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

top, cxx, cc, *headers = sys.argv[1:]


def compile_one(job):
    header, compiler, flags, suffix = job
    with tempfile.NamedTemporaryFile("w", suffix=suffix) as source:
        source.write(f'#include "{header}"\n')
        source.flush()
        ran = subprocess.run([compiler, *flags, "-fsyntax-only", "-I", top, source.name], capture_output=True,
                             text=True, check=False)
    return header, ran.returncode, ran.stderr


def shown_by_its_source(header):
    source = pathlib.Path(top, header).with_suffix(".cpp")
    if not source.exists():
        return False
    first = next((line for line in source.read_text(encoding="utf8").splitlines() if line.startswith("#include")), "")
    return first == f'#include "{header}"'


rest = [header for header in headers if not shown_by_its_source(header)]
jobs = [(h, cxx, ["-std=c++20", "-DSC_CPLUSPLUS=201703L"], ".cpp") for h in rest]
jobs += [(h, cc, ["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic"], ".c") for h in headers
         if h.startswith("firmware/hal/")]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    bad = [(header, errors) for header, code, errors in pool.map(compile_one, jobs) if code != 0]
for header, errors in bad:
    print(f"{header} does not compile by itself:\n{errors}")
print(f"{len(headers)} headers, {len(headers) - len(rest)} shown by their sources; {len(jobs)} compilations, {len(bad)} failed")
sys.exit(1 if bad or not headers else 0)
