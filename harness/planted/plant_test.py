#!/usr/bin/env python3
"""plant.py by itself: what it makes of statements and expressions, and every way in which it refuses."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = "int twice(int x) {\n    x = x + 0;\n    return x * 2;\n}\n"


def fault(was, now, name="a", more='by = "store/x"\ncheck = "lost(all) == 0"\n'):
    return (f"[[fault]]\nid = \"{name}\"\nclause = \"COM-1.a\"\nfile = \"firmware/core/x.cpp\"\nwas = '''{was}'''\n"
            f"now = '''{now}'''\nwhy = \"Because.\"\n{more}")


def plant(table):
    """(exit code, message, the copy) of a tree with one source and this table."""
    with tempfile.TemporaryDirectory() as folder:
        top, out = pathlib.Path(folder, "top"), pathlib.Path(folder, "out")
        (top / "firmware/core").mkdir(parents=True)
        (top / "firmware/core/x.cpp").write_text(SOURCE)
        (top / "harness/planted/faults").mkdir(parents=True)
        (top / "harness/planted/faults/core.toml").write_text(table)
        done = subprocess.run([sys.executable, HERE / "plant.py", top, out, "firmware/core/x.cpp"], capture_output=True,
                              text=True)
        copy = out / "firmware/core/x.cpp"
        return done.returncode, done.stderr, copy.read_text() if copy.exists() else ""


class Plant(unittest.TestCase):
    def test_an_expression_sleeps_in_a_choice(self):
        code, _, copy = plant(fault("x * 2", "x * 3"))
        self.assertEqual(code, 0)
        self.assertRegex(copy, r"return \(planted::on<\d+>\(\) \? \(x \* 3\) : \(x \* 2\)\);")
        self.assertTrue(copy.startswith('#include "planted/planted.h"\n'))

    def test_a_statement_sleeps_in_a_branch(self):
        _, _, copy = plant(fault("x = x + 0;", ""))
        self.assertRegex(copy, r"if \(planted::on<\d+>\(\)\) \{  \} else \{ x = x \+ 0; \}")

    def test_one_fault_may_lie_within_another(self):
        code, _, copy = plant(fault("x = x + 0;", "x = 1;") + fault("x + 0", "x + 1", "b"))
        self.assertEqual(code, 0)
        self.assertRegex(copy, r"else \{ x = \(planted::on<\d+>\(\) \? \(x \+ 1\) : \(x \+ 0\)\); \}")

    def refused(self, table, message):
        code, said, _ = plant(table)
        self.assertEqual((code, said), (1, f"plant: {message}\n"))

    def test_text_that_does_not_stand_there(self):
        self.refused(fault("x * 7", "x"),
                     "core.toml, fault 1 (a): in firmware/core/x.cpp its text stands 0 times, not once:\n  x * 7")

    def test_text_that_stands_there_twice(self):
        self.refused(fault("int", "long"),
                     "core.toml, fault 1 (a): in firmware/core/x.cpp its text stands 2 times, not once:\n  int")

    def test_texts_that_overlap(self):
        self.refused(fault("x + 0;\n    return x", "1; return x") + fault("return x * 2;", "return 1;", "b"),
                     "core.toml, fault 2 (b): its text overlaps that of core.toml, fault 1 (a)")

    def test_a_statement_for_an_expression(self):
        self.refused(fault("x * 2", "return 1;"),
                     "core.toml, fault 1 (a): 'was' and 'now' are not both statements, nor both expressions")

    def test_a_list_for_an_expression(self):
        self.refused(fault("x * 2", "x, x * 2"),
                     "core.toml, fault 1 (a): its text is a list, not one expression: only the last would be used")

    def test_two_of_one_name(self):
        self.refused(fault("x * 2", "x") + fault("x + 0", "x"),
                     "core.toml, fault 2 (a): its id, or the number of it, is that of core.toml, fault 1 (a)")

    def test_a_fault_that_nothing_catches_and_that_waits_for_nothing(self):
        self.refused(fault("x * 2", "x", more=""),
                     "core.toml, fault 1 (a): says either 'by' which scenarios it is caught, or what it 'waits' for")

    def test_a_source_that_is_not_the_firmwares(self):
        self.refused(fault("x * 2", "x").replace("core/x.cpp", "core/y.cpp"),
                     "core.toml, fault 1 (a): firmware/core/y.cpp is no source of the firmware")

    def test_unknown_and_missing_words(self):
        self.refused(fault("x * 2", "x") + 'color = "red"\n', "core.toml, fault 1 (a): nothing is called color")
        self.refused(fault("x * 2", "x").replace('why = "Because."\n', ""), "core.toml, fault 1 (a): says no why")


if __name__ == "__main__":
    unittest.main()
