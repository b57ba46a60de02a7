"""The meter under test, single-phase or three-phase, and what is on its mains."""
HOUSEHOLDS = [
    {"file": "recordings/p1_household.txt", "reader": "dsmr_p1", "phase": "total", "gaps": "hold <= 5 s"},
    {"file": "recordings/uci_household_2007-02-01_02.txt", "reader": "uci_household", "phase": "total"},
]
WAVE = {"file": "recordings/2020224_181521_PowRaw.csv", "time": "Time_UTC", "frequency": "60 Hz",
        "u1": {"column": "MODAQ_Va_V", "scale": 0.0287}, "u2": {"column": "MODAQ_Vb_V", "scale": 0.0287},
        "u3": {"column": "MODAQ_Vc_V", "scale": 0.0287}, "i1": {"column": "MODAQ_Ia_I", "scale": 0.25},
        "i2": {"column": "MODAQ_Ib_I", "scale": 0.25}, "i3": {"column": "MODAQ_Ic_I", "scale": 0.25}}
PHASES = ["l1", "l2", "l3", "l1+l2", "l2+l3", "l1+l3", "all"]


def common(d):
    made = {"clock": f"{d.whole('clock', -100, 100)} ppm", "supply": {"hold_up": f"{d.spread('hold_up', 150, 3000)} ms"},
            "debounce": f"{d.pick('debounce', [10, 10, 10, 5, 20, 100, 1000])} ms"}
    if d.chance("qualification", 0.2):
        made["outage_qualification"] = f"{d.spread('qualification.time', 20, 2000)} ms"
    return made


def single_phase(d):
    return common(d) | {"metering_error": f"{d.real('metering_error', 0, 1, 1)} %", "load": d.pick("load", HOUSEHOLDS)}


def harmonics(d, most_share):
    orders = sorted(set(d.whole(f"order.{i}", 2, 25) for i in range(d.whole("orders", 1, 3))))
    return [{"order": order, "share": f"{d.real(f'share.{order}', 0.2, most_share, 1)} %"} for order in orders]


def grid(d):
    frequency = d.pick("frequency", ["50 Hz"] * 6 + ["60 Hz", "50.3 Hz", "49.6 Hz", "48.5 Hz"])
    made = {"voltage": "230 V", "frequency": frequency}
    if d.chance("drift", 0.12):
        made["drift"] = {"amplitude": f"{d.real('drift.amplitude', 0.01, 0.9)} Hz",
                         "period": f"{d.whole('drift.period', 10, 300)} s"}
    if d.chance("harmonics", 0.2):
        made["harmonics"] = harmonics(d.at("harmonics"), 7)
    if d.chance("inter_harmonics", 0.08):
        made["inter_harmonics"] = [{"frequency": f"{d.whole('inter', 1, 20) * 50 + 25} Hz", "share": "1 %"}]
    if d.chance("flicker", 0.12):
        made["flicker"] = {"depth": f"{d.real('flicker.depth', 0.2, 6)} %",
                           "changes": d.pick("flicker.changes", [1, 7, 39, 110, 1620])}
    if d.chance("unbalance", 0.12):
        made["unbalance"] = f"{d.real('unbalance.share', 0.1, 4)} %"
    elif d.chance("magnitudes", 0.25):
        for phase in ("l1", "l2", "l3"):
            made[phase] = {"magnitude": f"{d.real(phase, 86, 114, 1)} %"}
    if d.chance("rotation", 0.06):
        made["rotation"] = "l1_l3_l2"
    return made


def load(d, judged_end):
    kind = d.pick("kind", ["resistive", "motor", "rectifier", "inverter", "spectrum"])
    made = {"kind": kind, "phases": d.pick("phases", PHASES + ["all"] * 4)}
    phases = 3 if made["phases"] == "all" else made["phases"].count("+") + 1
    if kind == "resistive" and d.chance("by_power", 0.6):
        made["power"] = f"{d.whole('power', 5, 300) * phases} W"
    else:
        made["current"] = f"{d.spread('current', 20, 1200)} mA"
    if kind in ("motor", "spectrum"):
        made |= {"power_factor": d.real("power_factor", 0.3, 1), "sign": d.pick("sign", ["lag", "lead"])}
    if kind == "spectrum":
        made["harmonics"] = harmonics(d.at("spectrum"), 40)
    if kind in ("rectifier", "inverter"):
        made["thd"] = f"{d.whole('thd', 5, 60)} %"
    if kind == "inverter" or d.chance("export", 0.1):
        made["direction"] = "export"
    if kind == "motor" and d.chance("inrush", 0.3):
        made |= {"inrush": d.whole("inrush.multiple", 2, 4), "inrush_decay": f"{d.whole('decay', 20, 300)} ms"}
    if d.chance("switched", 0.3):
        made |= {"at": f"{d.whole('at', 0, judged_end - 1)} ms", "for": f"{d.spread('for', 30, 60000)} ms"}
    return made


def three_phase(d, judged_end, product_draw):
    made = common(d)
    if product_draw.chance("wave", 0.03):
        return made | {"grid": {"frequency": "60 Hz"}, "wave": WAVE}
    made["grid"] = grid(d.at("grid"))
    made["loads"] = [load(d.at("load", i), judged_end) for i in range(d.pick("loads", [0, 1, 1, 2, 2, 3]))]
    if d.chance("appliances", 0.06):
        made["appliances"] = {"file": "recordings/appliances_1hz.csv", "phases": d.pick("appliances.phases", PHASES)}
    # The recorded appliances draw up to 43 A.
    if "appliances" in made or d.chance("direct", 0.2):
        made["front_end"] = {"connection": "direct", "rated": "5 A", "maximum": "100 A"}
    if d.chance("input_fault", 0.04):
        made["input_faults"] = [{"channel": d.pick("channel", ["u1", "u2", "u3", "i1", "i2", "i3", "in"]),
                                 "kind": d.pick("input.kind", ["open", "stuck"]),
                                 "at": f"{d.whole('input.at', 0, judged_end)} ms"}]
    made["installation"] = {"shield": "20 dB", "earth": "good"}
    return made
