#!/usr/bin/python3
"""RMS, THD, P, Q of a recorded waveform, computed apart from models/mains: the numbers of wave_file_test.cpp.

Usage: /usr/bin/python3 cmake/waveform_reference.py [file.csv]    (needs python3-numpy)

Frequency: least squares of a sine wave over the whole record. RMS and P: trapezoidal integral over the most whole
cycles from the first sample, the last interval cut where it ends. Harmonics: least squares of 50 orders at once.
"""
import csv
import pathlib
import sys

import numpy as np

ORDERS = 50
RATE_HZ = 50_000.0
NOMINAL_HZ = 60.0


def read(path):
    with open(path, newline="", encoding="utf8") as file:
        rows = list(csv.reader(file))
    return rows[0][1:], np.array([[float(cell) for cell in row[1:]] for row in rows[1:]])


def fit(wave, t, frequency, orders):
    """Complex RMS amplitudes of orders 1 .. orders, and what the fit leaves over."""
    columns = [np.ones_like(t)]
    for order in range(1, orders + 1):
        angle = 2 * np.pi * order * frequency * t
        columns += [np.cos(angle), np.sin(angle)]
    basis = np.stack(columns, axis=1)
    found, *_ = np.linalg.lstsq(basis, wave, rcond=None)
    left = wave - basis @ found
    return (found[1::2] - 1j * found[2::2]) / np.sqrt(2), float(left @ left)


def frequency_of(wave, t):
    """Golden section on what a sine wave leaves over."""
    low, high = 0.97 * NOMINAL_HZ, 1.03 * NOMINAL_HZ
    golden = (np.sqrt(5) - 1) / 2
    while high - low > 1e-7:
        a, b = high - golden * (high - low), low + golden * (high - low)
        if fit(wave, t, a, 1)[1] < fit(wave, t, b, 1)[1]:
            high = b
        else:
            low = a
    return (low + high) / 2


def mean(values, t, length):
    """Of linear interpolation, from t = 0 to length."""
    inside = t <= length
    x = np.append(t[inside], length)
    y = np.append(values[inside], np.interp(length, t, values))
    return float(np.trapz(y, x)) / length


def phases(path):
    """Of each phase: u, i [RMS], p, q, s, thd_u, thd_i (shares), the 5th of both; and of all of them what main prints above."""
    names, data = read(path)
    t = np.arange(len(data)) / RATE_HZ
    frequency = frequency_of(data[:, 0], t)
    cycles = int(len(data) / RATE_HZ * frequency)
    length = cycles / frequency
    inside = t < length
    for phase in range(3):
        u, i = data[:, phase], data[:, phase + 3]
        u_h, _ = fit(u[inside], t[inside], frequency, ORDERS)
        i_h, _ = fit(i[inside], t[inside], frequency, ORDERS)
        u_rms, i_rms = np.sqrt(mean(u * u, t, length)), np.sqrt(mean(i * i, t, length))
        thd_u, thd_i = [np.sqrt(np.sum(np.abs(h[1:]) ** 2)) / abs(h[0]) for h in (u_h, i_h)]
        yield {"u": u_rms, "i": i_rms, "p": mean(u * i, t, length), "q": (u_h[0] * np.conj(i_h[0])).imag, "s": u_rms * i_rms,
               "thd_u": thd_u, "thd_i": thd_i, "u5": abs(u_h[4]), "i5": abs(i_h[4]), "samples": len(data),
               "frequency": frequency, "cycles": cycles, "columns": names}


def main():
    here = pathlib.Path(__file__).parent.parent
    path = sys.argv[1] if len(sys.argv) > 1 else here / "scenarios/recordings/2020224_181521_PowRaw.csv"
    found = list(phases(path))
    print(f"{pathlib.Path(path).name}: {found[0]['samples']} samples, {found[0]['frequency']:.5f} Hz, "
          f"{found[0]['cycles']} cycles, columns {', '.join(found[0]['columns'])}")
    print("phase      U rms [V]  I rms [A]      P [W]    Q1 [var]     S [VA]   THD U     THD I     U5 [V]    I5 [A]")
    for number, each in enumerate(found, start=1):
        print(f"L{number}      {each['u']:12.4f} {each['i']:10.6f} {each['p']:10.2f} {each['q']:11.2f} "
              f"{each['s']:10.2f} {each['thd_u']:9.6f} {each['thd_i']:9.6f} {each['u5']:9.4f} {each['i5']:9.6f}")


if __name__ == "__main__":
    main()
