"""Makes a scenario that breaks an invariant small: fewer entries, fewer settings, shorter, rounder.

Greedy: each simpler candidate that still breaks the same invariant in the same words takes the place of the last.
The number of tries is bounded; what is left is small, not smallest.
"""
import copy

from events import ms


def without(scenario, *path):
    made = copy.deepcopy(scenario)
    place = made
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    return made


def replaced(scenario, value, *path):
    made = copy.deepcopy(scenario)
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return made


def silenced(scenario, entries):
    """Without the entries that are left out, and without the sources that only they switched."""
    made = replaced(scenario, entries, "timeline")
    sources = made["world"].get("interferers", {})
    for name in {e["turn_on"] for e in scenario["timeline"] if "turn_on" in e}:
        if not any(e.get("turn_on") == name for e in entries):
            sources.pop(name, None)
    if not sources:
        made["world"].pop("interferers", None)
    return made


def fewer_entries(scenario):
    entries = scenario.get("timeline", [])
    if len(entries) > 1:
        half = len(entries) // 2
        for kept in (entries[:half], entries[half:]):
            yield silenced(scenario, kept)
    for i in range(len(entries)):
        yield silenced(scenario, entries[:i] + entries[i + 1:])


def droppable(scenario):
    for name in list(scenario["streams"]):
        yield ("streams", name)
    for key in ("redundancy", "fidelity"):
        yield (key,)
    yield ("links", "ethernet")
    yield ("links", "wan", "loss")
    yield ("links", "rf", "walls")
    yield ("world", "interferers")
    yield ("world", "nodes", "meters")
    meter = scenario["meter"]
    for key in ("appliances", "input_faults", "front_end", "outage_qualification", "clock", "metering_error", "loads",
                "installation"):
        yield ("meter", key)
    for i in range(len(meter.get("loads", []))):
        yield ("meter", "loads", i)
        for key in ("inrush", "direction", "at"):
            yield ("meter", "loads", i, key)
    for key in list(meter.get("grid", {})):
        if key not in ("voltage", "frequency"):
            yield ("meter", "grid", key)
    # Not dwell and fragments: without them a slow modulation carries nothing, which is another breach of the same words.
    for key in ("fec", "priority", "sensing", "power_control", "restart"):
        yield ("links", "rf", "radio", key)


def has(scenario, path):
    place = scenario
    for key in path:
        if isinstance(place, list) and isinstance(key, int) and key < len(place):
            place = place[key]
        elif isinstance(place, dict) and key in place:
            place = place[key]
        else:
            return False
    return True


def stripped(scenario, path):
    """Without one setting, and without what has no meaning then."""
    made = without(scenario, *path)
    if path[-1] in ("inrush", "at") and "loads" in path:
        made["meter"]["loads"][path[2]].pop({"inrush": "inrush_decay", "at": "for"}[path[-1]], None)
    if path[-1] == "front_end":
        made["meter"].pop("appliances", None)   # They draw more than a transformer meter carries.
    if path[-1] == "ethernet":
        made.pop("redundancy", None)
    return made


def all_stripped(scenario, paths):
    for path in paths:
        if has(scenario, path) and path[:1] != ("streams",):
            scenario = stripped(scenario, path)
    return scenario


ORDINARY = [("meter", "supply", "hold_up", "500 ms"), ("meter", "debounce", "10 ms"), ("collector", "clock", "0 ppm"),
            ("meter", "grid", "frequency", "50 Hz"), ("links", "wan", "delay", "5 ms"),
            ("head_end", "processing", "2 ms")]


def ordinary(scenario):
    """Values as the shipped scenarios have them, all and each; plain mains in place of a recording."""
    made = scenario
    for *path, value in ORDINARY:
        made = replaced(made, value, *path) if has(made, path) else made
    yield made
    if "wave" in scenario["meter"]:
        yield replaced(without(scenario, "meter", "wave"), {"voltage": "230 V", "frequency": "50 Hz"}, "meter", "grid")
    for *path, value in ORDINARY:
        if has(scenario, path):
            yield replaced(scenario, value, *path)


def fewer_settings(scenario):
    """All at once first: mostly none of them matters."""
    if scenario["links"]["rf"]["fading"] != "none":
        yield replaced(scenario, "none", "links", "rf", "fading")
    yield from ordinary(scenario)
    paths = [path for path in droppable(scenario) if has(scenario, path)]
    for some in (paths, [p for p in paths if p[0] != "meter"], [p for p in paths if p[0] == "meter"]):
        yield all_stripped(scenario, some)
    for path in paths:
        yield stripped(scenario, path)


def simpler_entries(scenario):
    for i, entry in enumerate(scenario.get("timeline", [])):
        if "jitter" in entry:
            yield without(scenario, "timeline", i, "jitter")
        if "every" in entry:
            single = {key: value for key, value in entry.items() if key not in ("every", "until", "jitter")}
            yield replaced(scenario, single, "timeline", i)
            until = ms(entry["at"]) + 2 * ms(entry["every"])
            yield replaced(scenario, f"{min(until, ms(entry['until']))} ms", "timeline", i, "until")
        for key in ("for", "at", "every"):
            for value in rounder(ms(entry[key])) if key in entry else ():
                yield replaced(scenario, f"{value} ms", "timeline", i, key)


def rounder(value):
    """Shorter, then with fewer digits."""
    if value > 20:
        yield value // 2
    for step in (1000, 100, 10):
        if value > step and value % step:
            yield round(value / step) * step


def shorter(scenario):
    """Less judged time, in halves; the drain stays long enough to owe what is owed."""
    duration, warmup, drain = (ms(scenario[key]) for key in ("duration", "warmup", "drain"))
    judged = duration - warmup - drain
    for less in (judged // 4, judged // 2, judged * 3 // 4):
        less = max(less // 1000 * 1000, 1000)
        if less < judged:
            yield replaced(scenario, f"{warmup + less + drain} ms", "duration")
    if drain > 120_000:
        made = replaced(scenario, "120000 ms", "drain")
        yield replaced(made, f"{warmup + judged + 120_000} ms", "duration")


PASSES = (shorter, fewer_entries, fewer_settings, simpler_entries)


class Budget:
    """Tries candidates, none of them twice, until there are no tries left."""

    def __init__(self, breaks, tries):
        self.breaks = breaks
        self.tries = tries
        self.spent = 0
        self.seen = set()

    def takes(self, scenario, candidate):
        text = repr(candidate)
        if candidate == scenario or text in self.seen or self.spent == self.tries:
            return False
        self.seen.add(text)
        self.spent += 1
        return self.breaks(candidate)


def one_pass(candidates, scenario, budget):
    """After a success it goes on where it stands: what was refused before is rarely taken after."""
    index, found = 0, list(candidates(scenario))
    while index < len(found):
        if budget.takes(scenario, found[index]):
            scenario = found[index]
            found = list(candidates(scenario))
        else:
            index += 1
    return scenario


def shrink(scenario, breaks, tries=120):
    """`breaks(candidate)` says whether the same invariant still breaks. Answers the smallest found and the tries."""
    budget, before = Budget(breaks, tries), None
    while before != scenario and budget.spent < tries:
        before = scenario
        for candidates in PASSES:
            scenario = one_pass(candidates, scenario, budget)
    return scenario, budget.spent
