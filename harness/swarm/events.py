"""The timeline: every action of the language, overlapping, repeated, at edges, short and long.

Times are whole milliseconds. Nothing lasts longer than kept of the drain, which begins healthy and stays so.
"""
LONGEST_MS = 60_000
# Level and its unit by phenomenon: from what is not felt to what hurts.
EMI = {
    "eft_burst": (["500 V", "1 kV", "2 kV", "4 kV"], {"rate": "5 kHz", "polarity": "alternating"}),
    "surge": (["500 V", "1 kV", "2 kV", "4 kV"], {"interval": "10 s"}),
    "esd": (["2 kV", "4 kV", "8 kV"], {"discharge": "contact", "interval": "1 s"}),
    "conducted_rf": (["1 V", "3 V", "10 V"], {"carrier": "1 MHz"}),
    "radiated_rf": (["1 V/m", "3 V/m", "10 V/m", "30 V/m"], {"carrier": "80 MHz"}),
    "magnetic_field": (["3 A/m", "30 A/m", "100 A/m"], {}),
    "dc_magnet": (["50 mT", "199 mT", "201 mT", "400 mT"], {}),
}
RESIDUALS = {"dip": ["0 %", "4.9 %", "5.1 %", "40 %", "85 %", "89 %", "90 %", "91 %", "95 %"],
             "swell": ["105 %", "109 %", "110 %", "111 %", "120 %", "150 %", "200 %"],
             "interruption": ["0 %", "0 %", "1 %", "4 %", "6 %"], "phase_loss": ["0 %", "0 %", "4 %", "6 %"]}
PHASES = ["l1", "l2", "l3", "l1+l2", "l2+l3", "l1+l3", "all", "all"]


def voltage(d):
    kind = d.pick("kind", ["dip", "dip", "swell", "interruption", "interruption", "phase_loss", "phase_swap"])
    made = {"meter": "meter", "kind": kind, "phases": d.pick("phases", PHASES)}
    if kind == "phase_swap":
        return made | {"phases": d.pick("two", ["l1+l2", "l2+l3", "l1+l3"])}
    made["residual"] = d.pick("residual", RESIDUALS[kind])
    if d.chance("jump", 0.1):
        made["phase_jump"] = f"{d.whole('angle', -90, 90)} deg"
    return made


def inject(d):
    emi = d.pick("emi", sorted(EMI))
    levels, more = EMI[emi]
    return {"into": "meter", "emi": emi, "level": d.pick("level", levels)} | more


def action(d, scenario, is_three_phase):
    kinds = ["open_cover"] * 4 + ["power_off"] * 4 + ["cut_wan", "cut_rf", "jam", "silent"]
    if "ethernet" in scenario["links"]:
        kinds += ["cut_ethernet"]
    if "interferers" in scenario["world"]:
        kinds += ["turn_on"] * 2
    if is_three_phase and "wave" not in scenario["meter"]:
        kinds += ["voltage"] * 7
    if is_three_phase:
        kinds += ["inject"] * 2
    kind = d.pick("action", kinds)
    if kind.startswith("cut_"):
        return {"cut": kind[4:]}
    if kind == "jam":
        return {"jam": "rf", "power": f"{d.whole('jam.power', -110, -30)} dBm"}
    if kind == "turn_on":
        return {"turn_on": d.pick("source", sorted(scenario["world"]["interferers"]))}
    made = {"silent": {"head_end": {"silent": True}}, "voltage": {"voltage": voltage(d.at("voltage"))},
            "inject": {"inject": inject(d.at("inject"))}}
    return made.get(kind, {kind: "meter"})


def start(d, warmup, end, earlier):
    """Anywhere, beside another entry, or at an edge: while it boots, as the judged time begins or ends."""
    where = d.unit("where")
    if where < 0.35 and earlier:
        other = earlier[d.whole("other", 0, len(earlier) - 1)]
        near = other + d.pick("side", [-1, 1]) * d.spread("near", 1, 4000)
        return min(max(near, 1), end - 1)
    if where < 0.5:
        edges = [d.whole("boot", 1, 3000), warmup, warmup - d.spread("before", 1, 500), end - d.spread("last", 1, 5000)]
        return min(max(d.pick("edge", edges), 1), end - 1)
    return d.whole("at", warmup, end - 1)


def entry(d, index, scenario, times, earlier, is_three_phase):
    warmup, end = times
    at = start(d, warmup, end, earlier)
    made = {"id": f"e{index}", "at": f"{at} ms", "for": f"{d.spread('for', 1, LONGEST_MS)} ms"}
    what = action(d, scenario, is_three_phase)
    if d.chance("repeated", 0.3):
        every = d.spread("every", 50, 40_000)
        made["every"] = f"{every} ms"
        # At most some forty occurrences, each shorter than the period: with jitter they overlap all the same.
        made["until"] = f"{min(end, at + every * d.whole('times', 1, 40))} ms"
        made["for"] = f"{d.spread('for', 1, min(LONGEST_MS, every - 1))} ms"
        if d.chance("jitter", 0.5):
            made["jitter"] = f"{min(at, d.spread('jitter.width', 1, every))} ms"
    elif d.chance("after", 0.15) and earlier:
        del made["at"]
        made["after"] = f"e{d.whole('whom', 0, len(earlier) - 1)} + {d.spread('delay', 1, 3000)} ms"
    return made | what, at


def timeline(d, scenario, times, is_three_phase):
    made, earlier = [], []
    for index in range(d.pick("entries", [0, 1, 1, 2, 2, 3, 3, 4, 6])):
        item, at = entry(d.at("entry", index), index, scenario, times, earlier, is_three_phase)
        made.append(item)
        earlier.append(at)
    return drop_what_never_occurs(made, times[1])


def ms(text):
    return int(text.split()[0])


def drop_what_never_occurs(entries, end):
    """The language refuses an `after` that falls beyond the judged time, and what waits for that."""
    begins, kept = {}, []
    for item in entries:
        if "after" in item:
            whom, _, delay = item["after"].partition(" + ")
            if whom not in begins:
                continue
            at = begins[whom][1] + ms(delay)
        else:
            at = ms(item["at"])
        if at < end:
            begins[item["id"]] = (at, at + ms(item["for"]))
            kept.append(item)
    return kept
