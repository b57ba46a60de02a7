"""A scenario as YAML: one key a line at the top, and lists an entry a line. Comments say what it was found by."""
import re

PLAIN = re.compile(r"^[A-Za-z0-9_./+-][^,\[\]{}#:&*!|>'\"%@`]*(%|[^,\[\]{}#:&*!|>'\"@`]*)$")
LISTS = ("timeline", "expect")


def scalar(value):
    if value is True:
        return "true"
    text = str(value)
    return text if PLAIN.match(text) else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def entry_lines(key, value):
    if key in LISTS:
        return [f"{key}:"] + [f"  - {item if key == 'expect' else flow(item)}" for item in value]
    if isinstance(value, dict) and len(flow(value)) > 80:
        return [f"{key}:"] + [f"  {name}: {flow(item)}" for name, item in value.items()]
    return [f"{key}: {flow(value)}"]


def to_yaml(scenario, comments=()):
    lines = [f"# {line}" for line in comments]
    for key, value in scenario.items():
        if value in ({}, []):
            continue
        lines += entry_lines(key, value)
    return "\n".join(lines) + "\n"
