#!/usr/bin/env python3
"""Designs the low-pass behind the sinc3 filter and writes it as tables for the RTL and for the reference.

Linear phase, 32 kS/s in, 8 kS/s out. The wanted response is 1 / sinc3 up to the edge of the passband and 0 from the
edge of the stopband on, best in the sense of the largest weighted error (Lawson's iteration of weighted least squares).
Coefficients are rounded to whole numbers whose sum is exactly GAIN. Needs nothing but Python. Without --write it
prints the response and says by its exit code whether both tables are those it would write.
"""
import argparse
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
RATE_IN = 1_024_000.0
DECIMATION = 32
RATE = RATE_IN / DECIMATION
TAPS = 79
PASS_HZ = 3000.0  # The 50th harmonic of 60 Hz; 2500 Hz is that of 50 Hz.
STOP_HZ = 5000.0  # What folds onto 3000 Hz at 8 kS/s.
GAIN = 393_216    # 0.75 * 2^23 / 2^14, times the 2^10 that the RTL divides by.
LIMIT = 2**17     # Signed coefficients of 18 bits.
STOP_WEIGHT = 3.0
GRID = 320
ROUNDS = 60


def sinc3(hertz):
    """Response of the sinc3 filter, 1 at 0 Hz."""
    x = math.pi * hertz / RATE_IN
    return 1.0 if hertz == 0 else (math.sin(DECIMATION * x) / (DECIMATION * math.sin(x)))**3


def grid():
    """(frequency, wanted, weight) in both bands."""
    width = PASS_HZ + RATE / 2 - STOP_HZ
    in_pass = max(2, round(GRID * PASS_HZ / width))
    points = [(PASS_HZ * i / (in_pass - 1)) for i in range(in_pass)]
    rows = [(f, 1 / sinc3(f), sinc3(f)) for f in points]
    in_stop = GRID - in_pass
    rows += [(STOP_HZ + (RATE / 2 - STOP_HZ) * i / (in_stop - 1), 0.0, STOP_WEIGHT) for i in range(in_stop)]
    return rows


def solve(matrix, right):
    """Gauss with pivoting; both are overwritten."""
    size = len(right)
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(matrix[r][i]))
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        right[i], right[pivot] = right[pivot], right[i]
        for r in range(i + 1, size):
            factor = matrix[r][i] / matrix[i][i]
            if factor != 0.0:
                matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[i])]
                right[r] -= factor * right[i]
    result = [0.0] * size
    for i in reversed(range(size)):
        result[i] = (right[i] - sum(matrix[i][j] * result[j] for j in range(i + 1, size))) / matrix[i][i]
    return result


def amplitude_row(hertz):
    """What each coefficient adds to the amplitude: the middle one first, then the pairs around it."""
    turn = 2 * math.pi * hertz / RATE
    return [1.0] + [2 * math.cos(turn * k) for k in range(1, TAPS // 2 + 1)]


def minimax():
    """The half of the filter from its middle on, as real numbers."""
    rows = grid()
    basis = [amplitude_row(f) for f, _, _ in rows]
    lawson = [1.0 / len(rows)] * len(rows)
    half = []
    for _ in range(ROUNDS):
        weights = [l * w * w for l, (_, _, w) in zip(lawson, rows)]
        scaled = [[w * b for b in row] for w, row in zip(weights, basis)]
        size = len(basis[0])
        columns = list(zip(*basis))
        matrix = [[sum(map(float.__mul__, s, c)) for c in columns] for s in zip(*scaled)]
        right = [sum(s[i] * wanted for s, (_, wanted, _) in zip(scaled, rows)) for i in range(size)]
        half = solve(matrix, right)
        errors = [w * abs(sum(map(float.__mul__, b, half)) - wanted) for b, (_, wanted, w) in zip(basis, rows)]
        total = sum(l * e for l, e in zip(lawson, errors))
        lawson = [l * e / total for l, e in zip(lawson, errors)]
    return half


def rounded(half):
    """All taps as whole numbers; the middle one takes what rounding left over of the sum."""
    total = half[0] + 2 * sum(half[1:])
    outer = [round(GAIN * h / total) for h in half[1:]]
    taps = outer[::-1] + [GAIN - 2 * sum(outer)] + outer
    if max(abs(t) for t in taps) >= LIMIT:
        sys.exit(f"design_fir.py: a coefficient does not fit {LIMIT}")
    return taps


def response_db(taps, hertz):
    """Of both filters, relative to 0 Hz; `hertz` up to half of 1.024 MHz."""
    turn = 2 * math.pi * hertz / RATE
    middle = TAPS // 2
    fir = sum(t * math.cos(turn * (k - middle)) for k, t in enumerate(taps)) / GAIN
    return 20 * math.log10(max(abs(fir * sinc3(hertz)), 1e-12))


def print_response(taps):
    for edge in (2500.0, PASS_HZ):
        worst = max((abs(response_db(taps, edge * i / 1000)) for i in range(1001)))
        print(f"passband to {edge:.0f} Hz: within +-{worst:.5f} dB")
    for edge in (STOP_HZ, 5500.0):
        worst = max(response_db(taps, edge + (RATE / 2 - edge) * i / 4000) for i in range(4001))
        print(f"{edge:.0f} Hz .. {RATE / 2:.0f} Hz: {worst:.1f} dB")
    print(f"3500 Hz {response_db(taps, 3500):.2f} dB, 4000 Hz {response_db(taps, 4000):.2f} dB")
    print(f"images of 0 .. 2500 Hz around 32 kHz: {response_db(taps, 29500):.1f} dB")
    print(f"sum of magnitudes / sum: {sum(map(abs, taps)) / GAIN:.3f}, largest {max(map(abs, taps))}")


def verilog(taps):
    lines = "\n".join(f"    table_q[{i}] = {'-' if t < 0 else ' '}18'sd{abs(t)};" for i, t in enumerate(taps))
    return f"""// The coefficients of the low-pass, newest sample first. Written by design_fir.py: do not edit.
module afe_fir_rom #(
  parameter int unsigned IndexWidth = 7
) (
  input  logic [IndexWidth-1:0] index_i,  // 0 to {TAPS - 1}.
  output logic signed [17:0]    coefficient_o
);

  logic signed [17:0] table_q [2**IndexWidth];

  initial begin
{lines}
  end

  assign coefficient_o = table_q[index_i];

endmodule
"""


def header(taps):
    rows = ["    " + ", ".join(str(t) for t in taps[i:i + 8]) + "," for i in range(0, TAPS, 8)]
    return f"""#pragma once

// The coefficients of the low-pass, newest sample first. Written by design_fir.py: do not edit.

#include <array>
#include <cstdint>

namespace bench::afe_decimator {{

// clang-format off
inline constexpr std::array<std::int32_t, {TAPS}> kFirTaps{{
{chr(10).join(rows)}
}};
// clang-format on

}}  // namespace bench::afe_decimator
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the tables into this folder")
    options = parser.parse_args()
    taps = rounded(minimax())
    print_response(taps)
    files = {HERE / "afe_fir_rom.sv": verilog(taps), HERE / "fir_table.h": header(taps)}
    same = True
    for path, text in files.items():
        if options.write:
            path.write_text(text, encoding="utf8")
        elif not path.is_file() or path.read_text(encoding="utf8") != text:
            print(f"{path.name} is not what this script designs: run design_fir.py --write")
            same = False
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
