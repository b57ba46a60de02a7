#!/usr/bin/env python3
"""The swarm tried itself: its draws, its text, its shrinker, every invariant red once, known findings, the report."""
import contextlib
import copy
import io
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import bench_run  # noqa: E402
import events  # noqa: E402
import findings  # noqa: E402
import generate  # noqa: E402
import invariants  # noqa: E402
import known  # noqa: E402
import scenario_text  # noqa: E402
import shrink  # noqa: E402
import swarm  # noqa: E402
from draws import Draw  # noqa: E402


def sound_run(scenario):
    """Results of a run in which all is well, as the bench writes them."""
    checks = [{"text": text, "verdict": "pass", "seen": "0", "detail": "", "evidence": "1.00 Wh of 1.00 Wh in 9 captures"}
              for _, _, text in invariants.checks(scenario)]
    streams = [{"name": "readings", "expected": 9, "accepted": 9, "lost": 0, "late": 0, "redelivered": 0,
                "p50_ns": 1, "p99_ns": 2, "max_ns": 3}]
    run = {"verdict": "pass", "checks": checks, "streams": streams, "error": "", "firmware_error": False,
           "faults": [{"id": "e0", "action": "open_cover meter", "occurrences": 1, "effective": 1}],
           "accounts": [{"stream": "readings", "total_ns": 5, "phases": [{"name": "air", "ns": 2}, {"name": "wan", "ns": 3}]}],
           "counts": [{"name": "true_import", "value": 1.0, "unit": "Wh"}]}
    return bench_run.Ran(0, results={"scenarios": [{"runs": [run], "differences": []}]})


def a_scenario():
    """One with readings and nothing that excuses its measurements."""
    return next(s for s in map(generate.generate, range(1, 99))
                if "readings" in s["streams"] and "alarms" in s["streams"] and not invariants.disturbed(s))


class Generator(unittest.TestCase):
    def test_one_number_gives_one_scenario(self):
        for number in range(50):
            self.assertEqual(generate.generate(number), generate.generate(number))
        self.assertNotEqual(generate.generate(1), generate.generate(2))

    def test_values_that_never_change(self):
        self.assertEqual(Draw(7).whole("a", 0, 999_999), 486_941)  # b2sum -l 64 of "7:a"
        self.assertEqual(Draw(7).at("x", 1).pick("b", "abcdef"), "b")

    def test_a_part_left_out_moves_no_draw_of_another(self):
        d = Draw(5)
        before = d.at("links").unit("delay")
        d.at("meter").unit("clock")
        self.assertEqual(d.at("links").unit("delay"), before)
        self.assertNotEqual(d.at("links").unit("delay"), d.at("meter").unit("delay"))

    def test_every_action_and_kind_occurs(self):
        kinds, seen = set(), set()
        for number in range(1500):
            made = generate.generate(number)
            kinds |= invariants.kinds_of_actions(made)
            seen |= invariants.features(made) | set(made["streams"]) | {made["links"]["rf"]["radio"]["plan"]}
        wanted = {"open_cover", "power_off", "cut:wan", "cut:rf", "cut:ethernet", "jam", "turn_on", "head_end"}
        wanted |= {f"voltage:{kind}" for kind in [*events.RESIDUALS, "phase_swap"]}
        wanted |= {f"inject:{emi}" for emi in events.EMI}
        self.assertEqual(wanted - kinds, set())
        features = {"wave", "appliances", "input_faults", "grid.drift", "grid.harmonics", "grid.inter_harmonics",
                    "grid.flicker", "grid.unbalance", "grid.l1", "grid.rotation", "ethernet", "direct", "bulk", "phasors",
                    "power_quality", "profiles", "events", "eu_33", "eu_34", "na_3", "ieee_2450"}
        self.assertEqual(features - seen, set())

    def test_the_drain_stays_healthy_for_two_minutes(self):
        for number in range(500):
            made = generate.generate(number)
            self.assertGreaterEqual(events.ms(made["drain"]) - events.LONGEST_MS, 120_000, number)
            for entry in made["timeline"]:
                self.assertLessEqual(events.ms(entry["for"]), events.LONGEST_MS, number)

    def test_a_source_that_nothing_switches_is_weak(self):
        for number in range(500):
            made = generate.generate(number)
            for name, source in made["world"].get("interferers", {}).items():
                self.assertTrue(name in generate.switched(made) or source["power"] == "-60 dBm", number)


class Text(unittest.TestCase):
    def test_word_for_word(self):
        made = {"duration": "5 ms", "meter": {"at": ["0 m", "1.5 m"]}, "fidelity": {}, "summary": "a: b",
                "timeline": [{"id": "e0", "head_end": {"silent": True}}], "expect": ["lost(all) == 0"]}
        self.assertEqual(scenario_text.to_yaml(made, ["why"]),
                         '# why\nduration: 5 ms\nmeter: {at: [0 m, 1.5 m]}\nsummary: "a: b"\n'
                         "timeline:\n  - {id: e0, head_end: {silent: true}}\nexpect:\n  - lost(all) == 0\n")


def doctor(path, value):
    """The sound results with one value changed."""
    scenario = a_scenario()
    ran = sound_run(scenario)
    place = ran.results["scenarios"][0]["runs"][0]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return [b.invariant for b in invariants.judge(scenario, ran)]


def doctor_check(invariant):
    """The sound results with the first check of this invariant failed."""
    scenario = a_scenario()
    ran = sound_run(scenario)
    run = ran.results["scenarios"][0]["runs"][0]
    index = [name for name, _, _ in invariants.checks(scenario)].index(invariant)
    run["checks"][index] |= {"verdict": "fail", "detail": "readings message of 1.5 s: as it is"}
    run["verdict"], ran.code = "fail", 1
    return invariants.judge(scenario, ran)


class Invariants(unittest.TestCase):
    def test_a_sound_run_breaks_none(self):
        self.assertEqual(invariants.judge(a_scenario(), sound_run(a_scenario())), [])

    def test_every_check_is_seen_red(self):
        names = {name for number in range(200) for name, _, _ in invariants.checks(generate.generate(number))}
        self.assertEqual(names, {"lost", "altered", "negative_latency", "accepted_twice", "nonce_reused", "violations",
                                 "firmware_failed", "reordered", "energy"})
        for name in names:
            found = doctor_check(name)
            self.assertEqual([b.invariant for b in found], [name])
            self.assertEqual(found[0].words, "readings message of #: as it is")

    def test_every_question_to_the_results_is_seen_red(self):
        for path, value, invariant in [
                (("streams", 0, "accepted"), 10, "more_than_minted"), (("streams", 0, "lost"), 1, "counts"),
                (("streams", 0, "p50_ns"), -1, "negative_latency"), (("streams", 0, "p50_ns"), 9, "quantiles"),
                (("accounts", 0, "total_ns"), 6, "account_sum"), (("faults", 0, "effective"), 2, "effective"),
                (("counts", 0, "value"), -0.1, "negative_truth"), (("firmware_error",), True, "verdict"),
                (("checks",), [], "missing_check")]:
            self.assertIn(invariant, doctor(path, value), path)
        self.assertEqual(doctor(("counts", 0), {"name": "p1", "value": -5.0, "unit": "W"}), [])
        self.assertEqual(doctor(("accounts", 0, "phases"), [{"ns": -1}, {"ns": 6}]), ["account_negative"])

    def test_a_dead_link_is_another_breach_than_a_lost_message(self):
        scenario = a_scenario()
        ran = sound_run(scenario)
        run = ran.results["scenarios"][0]["runs"][0]
        run["checks"][0] |= {"verdict": "fail", "detail": "never accepted"}
        partly = next(invariants.of_checks(invariants.checks(scenario), run))
        run["streams"][0]["accepted"] = 0
        dead = next(invariants.of_checks(invariants.checks(scenario), run))
        self.assertEqual((partly.words, dead.words), ("never accepted", "never accepted; nothing arrives at all"))
        self.assertFalse(partly.same_as(dead))

    def test_truth_below_nought_is_seen_in_the_evidence(self):
        scenario = a_scenario()
        ran = sound_run(scenario)
        checks = ran.results["scenarios"][0]["runs"][0]["checks"]
        checks[-1]["evidence"] = "1.00 Wh of -2.00 Wh in 9 captures"
        self.assertEqual([b.invariant for b in invariants.judge(scenario, ran)], ["negative_truth"])

    def test_every_way_of_a_process_to_go_wrong_is_seen(self):
        scenario = a_scenario()
        for change, invariant in [({"timed_out": True}, "hang"), ({"code": 3}, "refused"), ({"code": 4}, "harness_error"),
                                  ({"code": -11}, "harness_error"), ({"code": 5}, "nondeterminism"),
                                  ({"stderr": "internal error"}, "harness_error"), ({"results": None}, "bad_json"),
                                  ({"code": 1}, "exit_code"), ({"widest": 81}, "console_width")]:
            ran = sound_run(scenario)
            for key, value in change.items():
                setattr(ran, key, value)
            self.assertEqual([b.invariant for b in invariants.judge(scenario, ran)], [invariant], change)
        ran = sound_run(scenario)
        ran.results["scenarios"][0]["differences"] = [1]
        self.assertEqual([b.invariant for b in invariants.judge(scenario, ran)], ["nondeterminism"])

    def test_two_of_an_action_are_a_cause_of_their_own(self):
        one, wandering = {"id": "a", "power_off": "meter"}, {"id": "b", "open_cover": "meter", "jitter": "5 ms"}
        self.assertEqual(invariants.overlapping({"timeline": [one]}), set())
        self.assertEqual(invariants.overlapping({"timeline": [one, one, wandering]}), {"two:power_off", "two:open_cover"})

    def test_words_without_numbers(self):
        self.assertEqual(invariants.normalised("error[E313]: at 1 min 3.5 s and 20 ms, -4.2 Wh"),
                         "error[E313]: at # and #, # Wh")


class Shrinker(unittest.TestCase):
    def test_finds_the_planted_single_cause(self):
        number = next(n for n in range(999) if len(generate.generate(n)["timeline"]) == 6 and
                      "power_off" in invariants.kinds_of_actions(generate.generate(n)))
        small, spent = shrink.shrink(generate.generate(number), lambda s: "power_off" in invariants.kinds_of_actions(s))
        self.assertEqual(len(small["timeline"]), 1)
        self.assertEqual(invariants.causes(small), {"power_off", small["firmware"]["name"]})
        self.assertLessEqual(spent, 120)

    def test_keeps_within_its_tries_and_what_breaks(self):
        made = generate.generate(3)
        self.assertEqual(shrink.shrink(made, lambda s: False, 9), (made, 9))

    def test_drops_a_source_with_the_entry_that_switched_it(self):
        made = copy.deepcopy(a_scenario())
        made["world"]["interferers"] = {"s": {"kind": "carrier", "power": "9 dBm"}}
        made["timeline"] = [{"id": "e0", "at": "9 ms", "for": "1 ms", "turn_on": "s"}]
        self.assertNotIn("interferers", shrink.silenced(made, [])["world"])


class KnownFindings(unittest.TestCase):
    LINE = "altered | alarms | power_off + three_phase | bench | Nobody mints it."

    def test_covers_what_has_all_its_causes(self):
        entry = known.parse("# no\n" + self.LINE)[0]
        found = invariants.Break("altered", "alarms", "w")
        self.assertTrue(entry.covers(found, {"power_off", "three_phase", "jam"}))
        self.assertFalse(entry.covers(found, {"power_off", "single_phase"}))
        self.assertFalse(entry.covers(invariants.Break("lost", "alarms", "w"), {"power_off", "three_phase"}))

    def test_what_is_no_known_finding(self):
        for text, message in [
                ("a | b", "known.txt:1: a known finding is 'invariant | subject | causes, joined by + | firmware or "
                          "bench | reason'"),
                ("a | b | c | me | d", "known.txt:1: 'me' is not at fault: write firmware or bench")]:
            with self.assertRaises(known.BadKnown) as caught:
                known.parse(text)
            self.assertEqual(str(caught.exception), message)

    def test_the_committed_file_is_read(self):
        known.parse((swarm.HERE / "known.txt").read_text(encoding="utf8"))


class BrokenBench:
    """A bench that loses an alarm whenever the mains go."""

    def run(self, scenario, verify=False, console=False):
        ran = sound_run(scenario)
        checks = ran.results["scenarios"][0]["runs"][0]["checks"]
        if "power_off" in invariants.kinds_of_actions(scenario):
            for check in checks:
                if check["text"] == "lost(alarms) == 0":
                    check |= {"verdict": "fail", "detail": "alarms message of 3 s: never accepted"}
                    ran.results["scenarios"][0]["runs"][0]["verdict"], ran.code = "fail", 1
        return ran


class Findings(unittest.TestCase):
    def sort_out(self, text):
        results = [swarm.one(BrokenBench(), number) for number in range(80)]
        with contextlib.redirect_stderr(io.StringIO()):
            return findings.sort_out(BrokenBench(), results, known.parse(text), 2, 200)

    def test_one_cause_is_one_finding_a_product(self):
        found = self.sort_out("")
        self.assertEqual([(f.broken.invariant, f.broken.subject) for f in found.new], [("lost", "alarms")] * 2)
        self.assertEqual({f.causes for f in found.new},
                         {frozenset({"power_off", "three_phase"}), frozenset({"power_off", "single_phase"})})

    def test_what_is_known_is_not_new_and_counted(self):
        found = self.sort_out("lost | alarms | power_off | firmware | It forgets.\nlost | readings | jam | bench | Gone.")
        self.assertEqual(found.new, [])
        self.assertEqual(len(found.known_runs), 1)

    def test_words_of_the_report(self):
        text = "lost | alarms | jam | bench | Gone."
        out = io.StringIO()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(out):
            findings.write(findings.Found(), pathlib.Path(folder), known.parse(text))
        self.assertEqual(out.getvalue(), "known: lost of alarms by jam: no longer occurs in these runs (bench: Gone.)\n")
        self.assertEqual(swarm.in_words(5000, "run"), "5 000 runs")
        self.assertEqual(swarm.in_words(1, "harness error"), "1 harness error")
        self.assertEqual(swarm.span(192), "3 min 12 s")


if __name__ == "__main__":
    unittest.main()
