"""The way from the meter to the head end: places, radio, interferers, wide area, cable.

The link keeps a margin of some 20 dB, so that a message that never arrives is somebody's fault: what is drawn tries
the firmware and the judge, not the range of a radio.
"""
# Modulations that a plan carries, and the most that is radiated in it.
PLANS = [
    ("eu_33", ["sun_fsk_3", "sun_fsk_2a"], 14.0), ("eu_37", ["sun_fsk_3", "sun_fsk_2a"], 14.0),
    ("eu_35", ["sun_fsk_3", "sun_fsk_2a"], 14.0), ("eu_32", ["sun_fsk_1a"], 14.0), ("eu_36", ["sun_fsk_1a"], 14.0),
    ("eu_34", ["sun_fsk_1a"], 14.0), ("na_1", ["sun_fsk_1b", "sun_fsk_2a"], 20.0),
    ("na_2", ["sun_fsk_3", "sun_fsk_4a"], 20.0), ("na_3", ["sun_fsk_5"], 20.0), ("ieee_2450", ["oqpsk_250"], 10.0),
]
SLOW = ("sun_fsk_1a", "sun_fsk_1b", "sun_fsk_2a")
CENTRES = {"eu": (863.5, 875.0), "na": (903.0, 926.0), "ie": (2405.0, 2480.0)}


def radio(d, product, quick):
    """The radio of both ends. `quick` asks for 250 kb/s, the only one that phasors fit through."""
    plan, phys, power = d.pick("plan", PLANS) if not quick else PLANS[-1]
    keys = {"phy": d.pick("phy", phys), "plan": plan, "access": "polite", "retries": d.whole("retries", 3, 7)}
    if plan.startswith("eu") and d.chance("duty_cycle", 0.1):
        keys["access"] = "duty_cycle"
    if plan == "ieee_2450":
        keys |= {"hopping": "none", "channel": d.whole("channel", 11, 26)}
    else:
        keys["hopping"] = d.pick("hopping", ["blind", "blind", "adaptive"])
        keys["dwell"] = f"{d.whole('dwell', 60 if keys['phy'] in SLOW else 20, 120)} ms"
        keys["fec"] = d.pick("fec", ["none", "none", "always", "adaptive"])
    if d.chance("fragments", 0.4) or product == "three_phase":
        keys["fragments"] = f"{d.whole('fragment', 70, 120)} B"
    for key, choices in (("priority", ["alarms", "none"]), ("sensing", ["inter_frame", "single"]),
                         ("power_control", ["margin", "none"]), ("restart", ["8 dB", "none"])):
        if d.chance(key, 0.15):
            keys[key] = d.pick(key + ".value", choices)
    return keys, power


def rf(d, product, quick):
    keys, power = radio(d, product, quick)
    link = {"radio": keys, "from": "meter", "to": "collector", "power": f"{power} dBm",
            "path": {"law": "log_distance", "exponent": d.real("exponent", 2.0, 2.6)}, "fading": "none"}
    if d.chance("free_space", 0.1):
        link["path"] = {"law": "free_space"}
    if d.chance("walls", 0.4):
        link["walls"] = [{"material": "brick", "thickness": "10 cm", "count": d.whole("walls.count", 1, 2)}]
    if d.chance("fading", 0.6):
        link["fading"] = {"rician": f"{d.whole('rician', 6, 15)} dB", "delay_spread": f"{d.whole('spread', 20, 200)} ns",
                          "doppler": f"{d.real('doppler', 0.2, 5)} Hz"}
    return link


def links(d, product, quick):
    made = {"rf": rf(d.at("rf"), product, quick),
            "wan": {"from": "collector", "to": "head_end", "delay": f"{d.spread('wan.delay', 1, 300)} ms"}}
    if d.chance("wan.loss", 0.3):
        made["wan"]["loss"] = f"{d.real('wan.loss.share', 0.1, 10)} %"
    if d.chance("ethernet", 0.3 if product == "three_phase" else 0.15):
        made["ethernet"] = {"from": "meter", "to": "head_end", "rate": "100 Mbit/s",
                            "delay": f"{d.spread('ethernet.delay', 100, 5000)} us"}
        if d.chance("ethernet.loss", 0.3):
            made["ethernet"]["loss"] = f"{d.real('ethernet.loss.share', 0.1, 10)} %"
    return made


def interferer(d, band):
    low, high = CENTRES[band]
    kind = d.pick("kind", ["carrier", "pulsed", "narrow_band", "swept", "reactive", "following", "switching_noise",
                           "wifi" if band == "ie" else "lte_uplink", "microwave_oven" if band == "ie" else "pulsed"])
    place = {"at": [f"{d.whole('x', 4, 15)} m", f"{d.whole('y', 2, 8)} m", f"{d.whole('z', 1, 3)} m"]}
    made = {"kind": kind} | (place if kind != "switching_noise" else {})
    if kind in ("carrier", "pulsed", "narrow_band"):
        made["centre"] = f"{d.real('centre', low, high, 1)} MHz"
    if kind == "following":
        made["victim"] = "collector"
    if kind == "swept":
        made |= {"first": f"{low} MHz", "last": f"{high} MHz"}
    if kind in ("carrier", "pulsed", "narrow_band", "swept", "reactive", "following"):
        made["power"] = f"{d.whole('power', -30, 20)} dBm"
    return made


def world(d, plan):
    nodes = {"meter": {"at": ["0 m", "0 m", f"{d.real('height', 0.5, 2, 1)} m"]},
             "collector": {"at": [f"{d.whole('distance', 3, 20)} m", "0 m", f"{d.whole('mast', 2, 5)} m"]}}
    if d.chance("meters", 0.04):
        nodes["meters"] = {"count": d.whole("count", 2, 12), "place": {"area": d.pick("area", ["disc", "ring"]),
                                                                        "radius": f"{d.whole('radius', 10, 40)} m"},
                           "octets": f"{d.whole('octets', 40, 120)} B", "every": f"{d.whole('every', 20, 120)} s",
                           "arrival": d.pick("arrival", ["poisson", "periodic"])}
    made = {"nodes": nodes, "noise": {"man_made": f"{d.whole('noise', 0, 6)} dB",
                                      "shadowing": f"{d.whole('shadowing', 0, 3)} dB"}}
    found = {f"source_{i}": interferer(d.at("interferer", i), plan[:2]) for i in range(2)
             if d.chance(f"interferer.{i}", 0.15)}
    return made | ({"interferers": found} if found else {})
