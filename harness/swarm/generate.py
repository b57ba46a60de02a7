"""One number gives one valid scenario over the whole language."""
import air
import events
import meters
from draws import Draw

STREAM_DEADLINES = {"readings": "10 s", "alarms": "5 s", "events": "1 min", "profiles": "5 min",
                    "phasors": "1 s", "power_quality": "10 s"}


def streams(d, product, quick, duty_cycle):
    slowest = [10, 15, 20] if duty_cycle else [1, 1, 2, 5, 10]
    made = {}
    if d.chance("readings", 0.95):
        made["readings"] = {"every": f"{d.pick('readings.every', slowest)} s"}
    for name, share in (("alarms", 0.9), ("events", 0.6)):
        if d.chance(name, share):
            made[name] = {}
    if d.chance("profiles", 0.2):
        made["profiles"] = {"every": f"{d.pick('profiles.every', [30, 60, 120])} s"}
    if quick:
        made["phasors"] = {"every": f"{d.pick('phasors.every', [200, 500, 1000, 5000])} ms"}
    if product == "three_phase" and d.chance("power_quality", 0.25):
        made["power_quality"] = {"every": f"{d.pick('pq.every', [3, 9, 30])} s"}
    for name, keys in made.items():
        if d.chance(f"deadline.{name}", 0.8) or not keys:
            keys["deadline"] = STREAM_DEADLINES[name]
    if not duty_cycle and d.chance("bulk", 0.08):
        made["bulk"] = {"page": f"{d.whole('bulk.page', 100, 960)} B"}
    return made or {"readings": {"every": "10 s", "deadline": "10 s"}}


def fidelity(d, product, phy):
    """Rarely bit by bit: such runs cost a hundred times as much."""
    if product == "single_phase" and phy == "sun_fsk_3" and d.chance("radio", 0.03):
        return {"radio": d.pick("radio.how", ["bit", "bit", "rtl"])}
    return {}


def times(d, product):
    """Warm-up, end of the judged time and duration in milliseconds; the drain is long and healthy."""
    warmup = d.pick("warmup", [8, 15, 20, 30]) * 1000
    judged = d.whole("judged", 30, 120 if product == "three_phase" else 300) * 1000
    drain = d.whole("drain", 3, 5) if product == "three_phase" else d.whole("drain", 5, 8)
    return warmup, warmup + judged, warmup + judged + drain * 60_000


def switched(scenario):
    return {entry["turn_on"] for entry in scenario["timeline"] if "turn_on" in entry}


def hush(scenario):
    """A source that nothing switches is on from start to end, and must leave the link its margin."""
    sources = scenario["world"].get("interferers", {})
    for name in [name for name in sources if name not in switched(scenario)]:
        if "power" in sources[name]:
            sources[name]["power"] = "-60 dBm"
        else:
            del sources[name]
    if not sources:
        scenario["world"].pop("interferers", None)


def generate(number):
    d = Draw(number)
    product = d.pick("product", ["single_phase", "three_phase"])
    quick = product == "three_phase" and d.chance("phasors", 0.2)
    warmup, end, duration = times(d.at("times"), product)
    links = air.links(d.at("links"), product, quick)
    radio = links["rf"]["radio"]
    meter = (meters.single_phase(d.at("meter")) if product == "single_phase"
             else meters.three_phase(d.at("meter"), end, d))
    made = {"meterbench": 1, "name": f"swarm.n{number}", "summary": f"Drawn from {number}.",
            "duration": f"{duration} ms", "warmup": f"{warmup} ms", "drain": f"{duration - end} ms",
            "seed": d.whole("seed", 1, 1_000_000), "meter": meter,
            "collector": {"clock": f"{d.whole('collector.clock', -100, 100)} ppm"},
            "firmware": {"kind": "product", "name": product},
            "fidelity": fidelity(d.at("fidelity"), product, radio["phy"]),
            "world": air.world(d.at("world"), radio["plan"]), "links": links}
    if "ethernet" in links and d.chance("redundancy", 0.8):
        made["redundancy"] = {"policy": d.pick("policy", ["duplicate", "failover", "none"])}
    made["head_end"] = {"processing": f"{d.spread('processing', 1, 50)} ms"}
    made["streams"] = streams(d.at("streams"), product, quick, radio["access"] == "duty_cycle")
    made["timeline"] = events.timeline(d.at("timeline"), made, (warmup, end), product == "three_phase")
    hush(made)
    return made
