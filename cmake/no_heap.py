#!/usr/bin/env python3
"""The firmware's archives need no heap, no exceptions, no RTTI, no float libm, and keep no state of their own.

Two lists decide. What an archive takes from outside all of them must be in NEEDED, so that nothing new creeps in;
FORBIDDEN says of the usual sinners what they are, and holds for what is defined here too. A symbol that can be
written (.data, .bss, thread-local or common) is a global; constants that a loader relocates are none.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

# A linker's own, the board's, the four that a compiler may call in a freestanding build, and what assert() and a
# pure virtual function call before they stop for good.
NEEDED = re.compile(r"(hal_call|_GLOBAL_OFFSET_TABLE_|mem(cpy|move|set|cmp)|__assert_fail|__cxa_pure_virtual"
                    r"|__stack_chk_fail|__popcount[sd]i2)$")  # The last is the compiler's own arithmetic.
FORBIDDEN = [
    # Placement new and delete, _ZnwmPv and _ZdlPvS_, make and end an object where they are told.
    ("uses the heap", re.compile(r"_Zn[wa][mj](?!Pv$)|_Zd[la]Pv(?!S_$)|(malloc|calloc|realloc|free"
                                 r"|aligned_alloc|posix_memalign|strdup)$")),
    ("uses exceptions", re.compile(r"__cxa_(throw|rethrow|allocate_exception|begin_catch|end_catch|free_exception)"
                                   r"|__gxx_personality|_Unwind_|_ZSt\d+__throw_")),
    ("uses RTTI", re.compile(r"_ZT[IS]|__dynamic_cast|_ZTVN10__cxxabiv1")),
    ("guards a static", re.compile(r"__cxa_guard_|_ZGV")),
    ("runs code at load or exit", re.compile(r"_GLOBAL__sub_I|__cxa_(thread_)?atexit$|atexit$")),
    ("uses float libm", re.compile(r"(a?(sin|cos|tan)h?|atan2|exp(2|m1)?|log(2|10|1p)?|pow|sqrt|cbrt|hypot|fmod"
                                   r"|floor|ceil|l?l?round|trunc|l?gamma|tgamma|erfc?)[fl]?$")),
]
WRITABLE = re.compile(r"\.(data|bss|tdata|tbss|sdata|sbss)(?!\.rel\.ro)|\*COM\*|COMMON")


class Symbol:
    def __init__(self, line, member):
        fields = [field.strip() for field in line.split("|")]
        self.name, self.kind, self.section, self.member = fields[0], fields[2], fields[6], member
        self.undefined = self.kind in {"U", "w", "v"} and self.section == "*UND*"


def symbols_of(file, nm):
    listing = subprocess.run([nm, "--format=sysv", file], check=True, capture_output=True, text=True).stdout
    member = pathlib.Path(file).name
    for line in listing.splitlines():
        found = re.match(r"(?:Undefined s|S)ymbols from .*?(\[?[\w.+-]+\]?):$", line)
        if found:
            member = f"{pathlib.Path(file).name}{found[1]}"
        elif line.count("|") == 6 and not line.startswith("Name "):
            yield Symbol(line, member)


def complaints_about(files, nm):
    symbols = [symbol for file in files for symbol in symbols_of(file, nm)]
    ours = {symbol.name for symbol in symbols if not symbol.undefined}
    for symbol in symbols:
        sins = [sin for sin, names in FORBIDDEN if names.match(symbol.name)]
        if sins:
            yield f"{symbol.member}: {symbol.name}: {sins[0]}"
        elif symbol.undefined and symbol.name not in ours and not NEEDED.match(symbol.name):
            yield f"{symbol.member}: {symbol.name}: needs what the firmware may not need"
        elif not symbol.undefined and WRITABLE.match(symbol.section):
            yield f"{symbol.member}: {symbol.name}: is a global that can be written ({symbol.section})"


# What each line of code has to be called, and code that is blameless.
PLANTED = {
    "int* f() { return new int{1}; }": "uses the heap",
    "#include <cstdlib>\nvoid* f(unsigned long n) { return std::malloc(n); }": "uses the heap",
    "void f(int* p) { delete p; }": "uses the heap",
    "#include <vector>\nvoid f(std::vector<int>& v) { v.push_back(1); }": "uses the heap",
    "int f(int x) { if (x < 0) throw 1; return x; }": "uses exceptions",
    "int g(); int f() { try { return g(); } catch (...) { return 0; } }": "uses exceptions",
    "struct B { virtual int g(); }; struct D : B { int g() override; };\n"
    "D* f(B* b) { return dynamic_cast<D*>(b); }": "uses RTTI",
    "int g(); int f() { static int once = g(); return once; }": "guards a static",
    "int g(); int at_load = g();": "runs code at load or exit",
    "#include <cmath>\ndouble f(double x) { return std::sin(x); }": "uses float libm",
    "#include <cmath>\nfloat f(float x, float y) { return std::pow(x, y); }": "uses float libm",
    "int count; int f() { return ++count; }": "is a global",
    "int f() { static int count = 7; return ++count; }": "is a global",
    "thread_local int count; int f() { return ++count; }": "is a global",
    "#include <cstdio>\nvoid f() { std::puts(\"x\"); }": "needs what the firmware may not need",
}
BLAMELESS = """
#include <cstring>
#include <new>
namespace { const char* const names[] = {"a", "b"}; }
struct Base { virtual int g() const; protected: ~Base() = default; };
struct Derived final : Base { int g() const override; };
int Base::g() const { return 1; }
int Derived::g() const { return 2; }
const char* f(int i, void* to, const void* from, unsigned long n) {
    std::memcpy(to, from, n);
    new (to) int{i};
    return names[i + Derived{}.g()];
}
"""


def compiled(folder, number, code, compiler, options):
    source = folder / f"{number}.cpp"
    source.write_text(code, encoding="utf8")
    subprocess.run([compiler, "-std=c++20", "-O0", "-fPIC", *options, "-c", source, "-o", source.with_suffix(".o")],
                   check=True)
    return str(source.with_suffix(".o"))


def self_test(compiler, nm):
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for number, (code, sin) in enumerate(PLANTED.items()):
            found = list(complaints_about([compiled(folder, number, code, compiler, [])], nm))
            if not any(sin in complaint for complaint in found):
                wrong.append(f"not found: {sin}: {code!r}; found {found}")
        found = list(complaints_about([compiled(folder, "none", BLAMELESS, compiler,
                                                ["-fno-exceptions", "-fno-rtti"])], nm))
        wrong += [f"found in blameless code: {complaint}" for complaint in found]
    print("\n".join(wrong))
    print(f"{len(PLANTED)} planted, {len(wrong)} wrong")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--self-test", metavar="CXX")
    parser.add_argument("archives", nargs="*")
    arguments = parser.parse_args()
    if arguments.self_test:
        return self_test(arguments.self_test, arguments.nm)
    found = list(complaints_about(arguments.archives, arguments.nm))
    print("\n".join(found))
    print(f"{len(arguments.archives)} archives, {len(found)} complaints")
    return 1 if found or not arguments.archives else 0


if __name__ == "__main__":
    sys.exit(main())
