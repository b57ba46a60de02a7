"""What holds in every run, whatever was drawn: as checks of the language, and as questions to the results.

Each breach is a `Break`: the invariant, the stream or check it is of, and the judge's words without their numbers.
"""
import re
from dataclasses import dataclass

OWED = ("alarms", "events", "readings", "profiles")   # Phasors, power quality and bulk are not owed (docs/limits.md).
MEASURED = ("readings", "profiles", "phasors", "power_quality")
TIME = re.compile(r"#(?: (?:h|min|s|ms|us)\b(?: #)?)+")
NOTHING = "; nothing arrives at all"
EXIT_CODES = {"pass": 0, "fail": 1, "inconclusive": 6, "vacuous": 6, "error": 4}
JUDGED = OWED + ("phasors",)                          # The streams that a check may name.
NUMBER = re.compile(r"(?<![A-Za-z_\d])[-+]?\d+(?:[ ']\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Break:
    invariant: str
    subject: str
    words: str
    detail: str = ""

    def same_as(self, other):
        return (self.invariant, self.subject, self.words) == (other.invariant, other.subject, other.words)


def normalised(text):
    """The judge's words without numbers, so that two breaches of one kind read alike."""
    return TIME.sub("#", re.sub(r"\s+", " ", NUMBER.sub("#", text)).strip())


def first_number(text):
    return float(text.split()[0])


def kinds_of_actions(scenario):
    found = set()
    for entry in scenario.get("timeline", []):
        for action in ("open_cover", "power_off", "cut", "jam", "turn_on", "head_end", "voltage", "inject"):
            if action in entry:
                value = entry[action]
                more = {"voltage": "kind", "inject": "emi"}.get(action)
                found.add(f"{action}:{value[more] if more else value}" if more or action == "cut" else action)
    return found


def overlapping(scenario):
    """Actions of which two occurrences may lie over each other: two entries, or one whose repetitions wander."""
    found, seen = set(), set()
    for entry in scenario.get("timeline", []):
        for action in ("open_cover", "power_off", "voltage", "inject"):
            if action in entry:
                found |= {f"two:{action}"} if action in seen or "jitter" in entry else set()
                seen.add(action)
    return found


def disturbed(scenario):
    """Whether what the meter measures may rightly be off: fields, magnets and broken inputs."""
    meter = scenario["meter"]
    injected = any("inject" in entry for entry in scenario.get("timeline", []))
    return injected or "input_faults" in meter


def energy_bound_wh(scenario):
    """A sane absolute bound, wide of any class: 1 % of what could flow (3 % with three phases), and a watt-hour."""
    hours = first_number(scenario["duration"]) / 3.6e6
    meter = scenario["meter"]
    if "load" in meter:
        return round(1 + 0.02 * 10_000 * hours, 2)
    most_w = (4_000 if "wave" in meter else 0) + (30_000 if "appliances" in meter else 0)
    for load in meter.get("loads", []):
        phases = 3 if load["phases"] == "all" else load["phases"].count("+") + 1
        each = first_number(load["power"]) / phases if "power" in load else first_number(load["current"]) * 0.23
        most_w += each * phases * float(load.get("inrush", 1))
    return round(1 + 0.03 * most_w * hours, 2)


def checks(scenario):
    """(invariant, subject, text) of every check that the scenario must pass."""
    made = []
    for stream in filter(JUDGED.__contains__, scenario["streams"]):
        if stream in OWED:
            made.append(("lost", stream, f"lost({stream}) == 0"))
        if stream not in MEASURED or not disturbed(scenario):
            made.append(("altered", stream, f"altered({stream}) == 0"))
        made.append(("negative_latency", stream, f"min(latency({stream})) >= 0 ms"))
    made += [("accepted_twice", "all", "accepted_twice(all) == 0"), ("nonce_reused", "all", "nonce_reused(all) == 0"),
             ("violations", "all", "violations(regulatory) == 0"), ("firmware_failed", "all", "never firmware.failed")]
    if "readings" in scenario["streams"]:
        made.append(("reordered", "readings", "reordered(readings) == 0"))
        if not disturbed(scenario):
            for register in ("import", "export"):
                bound = energy_bound_wh(scenario)
                made.append(("energy", register, f"energy_error({register}) within ± {bound} Wh"))
    return made


def silent(run):
    """Whether no message came at all: a dead link or meter, not a message that was forgotten."""
    return not any(stream["accepted"] for stream in run["streams"])


def of_checks(wanted, run):
    by_text = {check["text"]: check for check in run["checks"]}
    for invariant, subject, text in wanted:
        check = by_text.get(text)
        if check is None:
            yield Break("missing_check", subject, text)
        elif check["verdict"] in ("fail", "error"):
            words = normalised(check["detail"]) + (NOTHING if invariant == "lost" and silent(run) else "")
            yield Break(invariant, subject, words, f"{check['seen']}: {check['detail']}")
        if check and invariant == "energy":
            flowed = re.search(r"Wh of (-?[\d.]+) Wh", check["evidence"])
            if flowed and float(flowed.group(1)) < -0.005:
                yield Break("negative_truth", subject, "less than nothing flowed", check["evidence"])


def of_streams(run):
    for stream in run["streams"]:
        name, line = stream["name"], str(stream)
        if stream["accepted"] > stream["expected"]:
            yield Break("more_than_minted", name, "more accepted than minted", line)
        if stream["accepted"] + stream["lost"] > stream["expected"]:
            yield Break("counts", name, "accepted and lost are more than minted", line)
        quantiles = [stream[key] for key in ("p50_ns", "p99_ns", "max_ns") if stream[key] is not None]
        if any(value < 0 for value in quantiles):
            yield Break("negative_latency", name, "a quantile is below nought", line)
        # A lost message is infinitely late, and the greatest latency is of those that came.
        if stream["lost"] == 0 and quantiles != sorted(quantiles):
            yield Break("quantiles", name, "p50, p99 and max do not rise", line)


def of_accounts(run):
    for account in run["accounts"]:
        parts = [phase["ns"] for phase in account["phases"]]
        if sum(parts) != account["total_ns"]:
            yield Break("account_sum", account["stream"], "the parts of a latency are not its sum", str(account))
        if min(parts, default=0) < 0:
            yield Break("account_negative", account["stream"], "a part of a latency is below nought", str(account))


def of_world(run):
    for fault in run["faults"]:
        if fault["effective"] > fault["occurrences"]:
            yield Break("effective", fault["action"], "more effective than there were", str(fault))
    for count in run["counts"]:
        # Powers (of what is exported) may be negative; counts and energies may not.
        if count["value"] < 0 and count["unit"] in ("", "Wh"):
            yield Break("negative_truth", count["name"], "a count is below nought", str(count))


def of_verdict(run, code):
    failed = any(check["verdict"] == "fail" for check in run["checks"])
    if (run["verdict"] == "fail") != (failed or run["firmware_error"]):
        yield Break("verdict", run["verdict"], "the verdict is not that of its checks")
    if EXIT_CODES.get(run["verdict"]) != code:
        yield Break("exit_code", run["verdict"], f"exit code {code}")


def of_process(ran):
    """Of a run without results, or with an exit code that says that the bench broke."""
    if ran.timed_out:
        return [Break("hang", "bench", "no end within the time limit")]
    if ran.code == 3:
        return [Break("refused", "loader", normalised(first_error(ran.stderr)), ran.stderr[:400])]
    if ran.code == 5 or ran.differs:
        return [Break("nondeterminism", "bench", "two runs of one seed differ", ran.stderr[:400])]
    if ran.code not in (0, 1, 6) or "internal error" in ran.stderr:
        return [Break("harness_error", "bench", f"exit code {ran.code}: " + normalised(last_line(ran)), ran.stderr[:400])]
    if ran.results is None:
        return [Break("bad_json", "bench", "the results are no JSON", ran.stdout[:200])]
    return []


def first_error(text):
    lines = [line for line in text.splitlines() if "error" in line] or text.splitlines() or [""]
    return re.sub(r"^\S+: ", "", lines[0])


def last_line(ran):
    if ran.results:
        errors = [run["error"] for item in ran.results["scenarios"] for run in item["runs"] if run["error"]]
        if errors:
            return errors[0]
    return (ran.stderr.strip().splitlines() or [""])[0]


def judge(scenario, ran):
    """All breaches of one run, in a fixed order."""
    found = of_process(ran)
    if found:
        return found
    item = ran.results["scenarios"][0]
    run = item["runs"][0]
    found = [*of_checks(checks(scenario), run), *of_streams(run), *of_accounts(run), *of_world(run),
             *of_verdict(run, ran.code)]
    if item["differences"]:
        found.append(Break("nondeterminism", "bench", "two runs of one seed differ", str(item["differences"])))
    if ran.widest > 80:
        found.append(Break("console_width", "console", "a line is wider than 80 columns", f"{ran.widest} columns"))
    return found


def features(scenario):
    """What a shrunk scenario still has besides its timeline: the rest of a finding's cause."""
    meter = scenario["meter"]
    grid = meter.get("grid", {})
    found = {scenario["firmware"]["name"]}
    found |= {key for key in ("wave", "appliances", "input_faults", "outage_qualification") if key in meter}
    found |= {f"grid.{key}" for key in grid if key not in ("voltage", "frequency")}
    found |= {"grid.frequency"} if grid.get("frequency", "50 Hz") not in ("50 Hz", "60 Hz") else set()
    found |= {"loads"} if meter.get("loads") else set()
    found |= {f"interferer.{item['kind']}" for item in scenario["world"].get("interferers", {}).values()}
    found |= {"ethernet"} if "ethernet" in scenario["links"] else set()
    found |= {"direct"} if meter.get("front_end") else set()
    found |= {f"stream.{name}" for name in ("bulk", "phasors") if name in scenario["streams"]}
    return found


def causes(scenario):
    return frozenset(kinds_of_actions(scenario) | overlapping(scenario) | features(scenario))
