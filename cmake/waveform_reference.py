#!/usr/bin/env python3
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


def main():
    here = pathlib.Path(__file__).parent.parent
    path = sys.argv[1] if len(sys.argv) > 1 else here / "scenarios/recordings/2020224_181521_PowRaw.csv"
    names, data = read(path)
    t = np.arange(len(data)) / RATE_HZ
    frequency = frequency_of(data[:, 0], t)
    cycles = int(len(data) / RATE_HZ * frequency)
    length = cycles / frequency
    inside = t < length
    print(f"{pathlib.Path(path).name}: {len(data)} samples, {frequency:.5f} Hz, {cycles} cycles, columns {', '.join(names)}")
    print("phase      U rms [V]  I rms [A]      P [W]    Q1 [var]     S [VA]   THD U     THD I     U5 [V]    I5 [A]")
    for phase in range(3):
        u, i = data[:, phase], data[:, phase + 3]
        u_h, _ = fit(u[inside], t[inside], frequency, ORDERS)
        i_h, _ = fit(i[inside], t[inside], frequency, ORDERS)
        u_rms, i_rms = np.sqrt(mean(u * u, t, length)), np.sqrt(mean(i * i, t, length))
        thd = [np.sqrt(np.sum(np.abs(h[1:]) ** 2)) / abs(h[0]) for h in (u_h, i_h)]
        q = (u_h[0] * np.conj(i_h[0])).imag
        print(f"L{phase + 1}      {u_rms:12.4f} {i_rms:10.6f} {mean(u * i, t, length):10.2f} {q:11.2f} "
              f"{u_rms * i_rms:10.2f} {thd[0]:9.6f} {thd[1]:9.6f} {abs(u_h[4]):9.4f} {abs(i_h[4]):9.6f}")


if __name__ == "__main__":
    main()
