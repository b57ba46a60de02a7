#!/usr/bin/env python3
"""Proves properties of the decimator's blocks at a small size, with yosys-smtbmc and z3.

Each property is also tried on a block with one mistake, in which it must fail: a proof that cannot fail proves
nothing. Exit code 1 if anything is not as it must be.
"""
import argparse
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent

CHAIN = ["afe_sinc3.sv", "prove/afe_fir_rom.sv", "afe_mac.sv", "afe_highpass.sv", "afe_channel.sv", "afe_sequencer.sv"]

# Name and what is defined, sources beside prove/NAME.sv, clocks, whether by induction too, and mistakes: (file, what stands there, what instead).
PROPERTIES = [
    ("prove_sinc3", ["afe_sinc3.sv"], 11, False,
     [("afe_sinc3.sv", "3 * Log2Rate + 1", "3 * Log2Rate"),
      ("afe_sinc3.sv", "sum2_q <= sum2_q + sum1_q", "sum2_q <= sum2_q - sum1_q")]),
    ("prove_fifo", ["afe_fifo.sv"], 10, True,
     [("afe_fifo.sv", "lose = push_i & level_q[Log2Depth] & ~drop", "lose = 1'b0"),
      ("afe_fifo.sv", "if (lose) overflow_q <= 1'b1;\n      else if (overflow_clear_i)",
       "if (lose & ~overflow_clear_i) overflow_q <= 1'b1;\n      else if (overflow_clear_i)"),
      ("afe_fifo.sv", "if (push_i) gap_q <= lose", "if (push_i) gap_q <= 1'b0")]),
    ("prove_highpass", ["afe_highpass.sv"], 6, False,
     [("afe_highpass.sv", "SumWidth = InWidth + Log2Samples", "SumWidth = InWidth + Log2Samples - 1"),
      ("afe_highpass.sv", "(free_q > Most) | (free_q < ~Most)", "(free_q > Most)")]),
    ("prove_chain", CHAIN, 26, False,
     [("afe_sequencer.sv", "(Taps + 3 + 2**Log2Group - 1)", "(Taps + 3 - 1)")]),
    ("prove_chain SUMS", CHAIN, 24, False,
     [("afe_mac.sv", "first_i ? Half : sum_q", "first_i ? '0 : sum_q"),
      ("afe_sequencer.sv", "read_q <= place_q", "read_q <= place_q + 1'b1")]),
]


def sources(work, files, mistake):
    """The files, one of them copied with the mistake in it."""
    paths = []
    for name in files:
        path = HERE / name
        if mistake and name == mistake[0]:
            text = path.read_text(encoding="utf8")
            if text.count(mistake[1]) != 1:
                sys.exit(f"prove.py: {name} does not hold '{mistake[1]}' once")
            path = work / f"mistaken_{pathlib.Path(name).name}"
            path.write_text(text.replace(mistake[1], mistake[2]), encoding="utf8")
        paths.append(str(path))
    return paths


def run(command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def holds(work, name, files, clocks, induction, mistake=None):
    """Whether the property holds; ends the program if the tools themselves fail."""
    name, *defines = name.split()
    smt2 = work / f"{name}.smt2"
    for mode, define in [([], "BOUNDED")] + ([(["-i"], "INDUCTION")] if induction else []):
        translate(name, " ".join(f"-D{word}" for word in [define, *defines]), " ".join(sources(work, files, mistake)), smt2)
        done = run(["yosys-smtbmc", "-s", "z3", "--unroll", *mode, "-t", str(clocks), str(smt2)])
        if "Status: FAILED" in done.stdout:
            return False
        if "Status: PASSED" not in done.stdout:
            sys.exit(f"prove.py: yosys-smtbmc on {name}:\n{done.stdout}{done.stderr}")
    return True


def translate(name, define, files, smt2):
    script = (f"read_verilog -sv -formal {define} {files} {HERE}/prove/{name}.sv; "
              f"prep -top {name} -flatten; memory_map; opt -full; dffunmap; setundef -undriven -anyseq; "
              f"write_smt2 -wires {smt2}")
    done = run(["yosys", "-q", "-p", script])
    if done.returncode != 0:
        sys.exit(f"prove.py: yosys failed on {name}:\n{done.stdout}{done.stderr}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--only", help="one property by its name")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for what is made on the way")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for name, files, clocks, induction, mistakes in PROPERTIES:
        if options.only not in (None, name):
            continue
        start = time.monotonic()
        proven = holds(options.work, name, files, clocks, induction)
        found = sum(not holds(options.work, name, files, clocks, induction, mistake) for mistake in mistakes)
        wrong += (not proven) + len(mistakes) - found
        print(f"{name}: {'holds' if proven else 'FAILS'} over {clocks} clocks{' and by induction' if induction else ''}; "
              f"{found} of {len(mistakes)} mistakes found; {time.monotonic() - start:.1f} s", flush=True)
    return 0 if wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
