#!/usr/bin/env python3
"""Every header compiles by itself. The headers of firmware/hal compile as C11 too."""
import concurrent.futures
import os
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


jobs = [(h, cxx, ["-std=c++20", "-DSC_CPLUSPLUS=201703L"], ".cpp") for h in headers]
jobs += [(h, cc, ["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic"], ".c") for h in headers
         if h.startswith("firmware/hal/")]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    bad = [(header, errors) for header, code, errors in pool.map(compile_one, jobs) if code != 0]
for header, errors in bad:
    print(f"{header} does not compile by itself:\n{errors}")
print(f"{len(jobs)} compilations, {len(bad)} failed")
sys.exit(1 if bad or not headers else 0)
