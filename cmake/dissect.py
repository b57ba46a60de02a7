#!/usr/bin/env python3
"""Frames of a run, written as pcapng and read by tshark: 802.15.4, 6LoWPAN, IPv6, UDP and nothing malformed."""
import os
import shutil
import subprocess
import sys
import tempfile

if shutil.which("tshark") is None:
    print("skipped: tshark is not installed (./dev setup installs it)")
    sys.exit(77)

meterbench = sys.argv[1]
with tempfile.TemporaryDirectory() as folder:
    capture = os.path.join(folder, "run.pcapng")
    # One seed leaves the scenario's claim open: exit code 6 (inconclusive) is as good as 0 here.
    ran = subprocess.run([meterbench, "run", "scenarios/residential/three_brick_walls.yaml", "--seed", "7", "--trace",
                          f"pcapng={capture}"], check=False, stdout=subprocess.DEVNULL)
    if ran.returncode not in (0, 6):
        sys.exit(f"meterbench ended with {ran.returncode}")
    fields = subprocess.run(
        ["tshark", "-r", capture, "-T", "fields", "-e", "frame.protocols", "-e", "_ws.malformed", "-e", "udp.port",
         "-e", "udp.checksum.status", "-o", "udp.check_checksum:TRUE", "-o", "6lowpan.context0:fd4d:4200:1::/64",
         "-o", "6lowpan.context1:2001:db8:4d42::/64"], check=True, capture_output=True, text=True).stdout
rows = [line.split("\t") for line in fields.splitlines()]
malformed = sum(1 for row in rows if len(row) > 1 and row[1])
udp = [row for row in rows if "wpan-tap:6lowpan:ipv6:udp" in row[0]]
bad_sums = sum(1 for row in udp if len(row) > 3 and row[3] == "0")
not_wpan = sum(1 for row in rows if "wpan" not in row[0])
print(f"{len(rows)} frames: {len(udp)} carry 802.15.4, 6LoWPAN, IPv6 and UDP; {malformed} malformed, "
      f"{bad_sums} with a bad UDP checksum, {not_wpan} not 802.15.4")
sys.exit(0 if len(udp) > 1000 and malformed == 0 and bad_sums == 0 and not_wpan == 0 else 1)
