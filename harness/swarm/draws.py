"""Draws keyed by purpose: the same number and words give the same value, and leaving one out moves no other."""
import hashlib
import math


class Draw:
    """Everything random of one run. `at` gives the draws of one part, which no other part shares."""

    def __init__(self, number, path=""):
        self.number = number
        self.path = path

    def at(self, *words):
        return Draw(self.number, "/".join([self.path, *map(str, words)]))

    def unit(self, purpose):
        """Uniform in [0, 1)."""
        text = f"{self.number}{self.path}:{purpose}".encode()
        return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") / 2.0**64

    def chance(self, purpose, share):
        return self.unit(purpose) < share

    def whole(self, purpose, low, high):
        """Uniform among the whole numbers from low to high, both included."""
        return low + int(self.unit(purpose) * (high - low + 1))

    def real(self, purpose, low, high, digits=2):
        return round(low + self.unit(purpose) * (high - low), digits)

    def spread(self, purpose, low, high):
        """A whole number whose logarithm is uniform: short and long alike."""
        return round(math.exp(math.log(low) + self.unit(purpose) * (math.log(high) - math.log(low))))

    def pick(self, purpose, choices):
        return choices[int(self.unit(purpose) * len(choices))]

    def some(self, purpose, choices, share):
        """Each choice by itself with this share."""
        return [c for c in choices if self.chance(f"{purpose}.{c}", share)]
