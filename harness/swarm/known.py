"""Findings that are known: invariant, subject, causes, who is at fault, and why. A line each, fields split by |."""
from dataclasses import dataclass

FIELDS = "invariant | subject | causes, joined by + | firmware or bench | reason"
AT_FAULT = ("firmware", "bench")


@dataclass(frozen=True)
class Known:
    invariant: str
    subject: str
    causes: frozenset
    at_fault: str
    reason: str
    line: int

    def covers(self, found, causes):
        """All its causes are there. A word that ends in * takes any that begins so."""
        def there(cause):
            return any(c == cause or cause.endswith("*") and c.startswith(cause[:-1]) for c in causes)
        return (self.invariant, self.subject) == (found.invariant, found.subject) and all(map(there, self.causes))


class BadKnown(ValueError):
    pass


def parse(text, name="known.txt"):
    made = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != 5 or not all(fields):
            raise BadKnown(f"{name}:{number}: a known finding is '{FIELDS}'")
        if fields[3] not in AT_FAULT:
            raise BadKnown(f"{name}:{number}: '{fields[3]}' is not at fault: write firmware or bench")
        causes = frozenset(cause.strip() for cause in fields[2].split("+"))
        made.append(Known(fields[0], fields[1], causes, fields[3], fields[4], number))
    return made
