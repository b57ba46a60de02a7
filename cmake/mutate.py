#!/usr/bin/env python3
"""Mutants of a block's netlist, and how many of them its vectors find.

Yosys makes the netlist and draws the mutants; all of them go into one netlist, an input of which says which one is
alive, so one verilation serves all. Each survivor is handed to Yosys once more, which may prove that it is
equivalent. Exit code 1 if fewer than the wanted share of the others is killed.
"""
import argparse
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent
BITS = 8  # Of the input that selects a mutant. 0 and one past the last are nobody.
MOST = 2**BITS - 2


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rtl", nargs="+", required=True, help="SystemVerilog sources, the package first")
    parser.add_argument("--top", required=True, help="the module; V and its name is the class that stands for it")
    parser.add_argument("--wrapper", type=pathlib.Path, required=True, help="source that includes that class")
    parser.add_argument("--libraries", nargs="+", required=True, help="mutants.cpp and what it links, built")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for what is made on the way")
    parser.add_argument("--count", type=int, default=200, help=f"mutants, at most {MOST}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wanted", type=float, default=0.90, help="share of the mutants to be killed")
    parser.add_argument("--prove", type=int, default=60, help="seconds for the proof of one survivor; 0: none")
    parser.add_argument("--prepare", default="opt_clean", help="passes before mutants are drawn; opt_dff takes "
                        "synchronous resets into the flip-flops, which else are multiplexers of constants")
    parser.add_argument("--optimise", default="-O1")
    parser.add_argument("--verilator", default="verilator")
    options = parser.parse_args()
    if not 1 <= options.count <= MOST:
        parser.error(f"--count {options.count}: write a number from 1 to {MOST}")
    return options


def call(command, log, **kwargs):
    """Runs a tool; what it said stays in `log`."""
    with open(log, "w", encoding="utf8") as out:
        done = subprocess.run([str(word) for word in command], stdout=out, stderr=subprocess.STDOUT, check=False,
                              **kwargs)
    if done.returncode != 0:
        sys.exit(f"mutate.py: {command[0]} failed; see {log}")


def yosys(work, name, lines, **kwargs):
    script = work / f"{name}.ys"
    script.write_text("\n".join(lines) + "\n", encoding="utf8")
    call(["yosys", "-q", "-s", script], work / f"{name}.log", **kwargs)


def draw(options):
    """The netlist, and the commands that put mutant 1, 2, ... into it."""
    work = options.work
    yosys(work, "draw", [f"read_verilog -sv {' '.join(options.rtl)}", f"prep -top {options.top} -flatten", options.prepare,
                         "opt_clean", f"write_rtlil {work}/netlist.il",
                         f"mutate -list {options.count} -seed {options.seed} -ctrl mutsel {BITS} 1 "
                         f"-o {work}/mutants.txt"])
    lines = (work / "mutants.txt").read_text(encoding="utf8").splitlines()
    if len(lines) != options.count:
        sys.exit(f"mutate.py: Yosys drew {len(lines)} mutants, not {options.count}")
    return lines


def simulate(options, commands):
    work = options.work
    yosys(work, "mutants", [f"read_rtlil {work}/netlist.il", *commands, f"write_verilog -noattr {work}/mutants.v"])
    flags = f"-std=c++20 {options.optimise} -g0 -w -ffp-contract=off -I{TOP}"
    call([options.verilator, "--cc", "--exe", "--build", "-Wno-lint", "-Wno-fatal", "--top-module", options.top,
          "--prefix", f"V{options.top}", "--Mdir", work / "obj", "-O3", "--x-assign", "fast", "--x-initial", "fast",
          "-CFLAGS", flags, "-MAKEFLAGS", f"OPT_FAST={options.optimise} OPT_SLOW=-O0",
          "-LDFLAGS", f"-Wl,--start-group {' '.join(options.libraries)} -Wl,--end-group", work / "mutants.v",
          options.wrapper, "-o", "mutants"], work / "build.log")
    done = subprocess.run([work / "obj" / "mutants", str(len(commands))], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"mutate.py: the mutants' program failed:\n{done.stderr}")
    return [line.split(maxsplit=1)[1] for line in done.stdout.splitlines()[1:]]


def equivalent(options, number, command):
    """Whether Yosys proves that a mutant behaves as the netlist does, whatever is in the registers.

    Registers become inputs and outputs, so what is left is logic without memory; mutants that differ in states
    which are never reached count as unproven.
    """
    work = options.work
    plain = re.sub(r" -ctrl \S+ \S+ \S+", "", command)
    open_up = ["memory -nordff", "dffunmap", "opt_clean", "expose -dff -evert-dff"]
    try:
        yosys(work, f"prove_{number}",
              [f"read_rtlil {work}/netlist.il", *open_up, f"rename {options.top} gold", "design -stash gold",
               f"read_rtlil {work}/netlist.il", plain, *open_up, f"rename {options.top} gate", "design -stash gate",
               "design -copy-from gold gold", "design -copy-from gate gate", "miter -equiv -flatten gold gate miter",
               "hierarchy -top miter", "opt -full", "sat -prove trigger 0 -verify miter"], timeout=options.prove)
    except (SystemExit, subprocess.TimeoutExpired):
        return False
    return True


def report(options, commands, verdicts):
    count = {word: verdicts.count(word) for word in ("vectors", "clocks", "hang")}
    killed = sum(count.values())
    survivors = [i for i, verdict in enumerate(verdicts, 1) if verdict == "survived"]
    proven = [i for i in survivors if options.prove and equivalent(options, i, commands[i - 1])]
    print(f"{len(verdicts)} mutants of seed {options.seed}: {killed} killed ({count['vectors']} by vectors, "
          f"{count['clocks']} by the number of clocks, {count['hang']} by not ending), {len(survivors)} survived, "
          f"{len(proven)} of them proven equivalent")
    for i in survivors:
        print(f"  {'equivalent' if i in proven else 'survived'} {i}: {commands[i - 1]}")
    return killed >= options.wanted * len(verdicts)


def main():
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    commands = draw(options)
    return 0 if report(options, commands, simulate(options, commands)) else 1


if __name__ == "__main__":
    sys.exit(main())
