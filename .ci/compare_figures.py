#!/usr/bin/env python3
"""Compares stats.json with the figures that another program works out from the raw front-matter.

    compare_figures.py ADRSITE LOG DAY [FIXTURE]

With FIXTURE, the file that `cargo test` compares stats.json with, the other program's figures must equal it too.
"""
import json
import os
import subprocess
import sys
import tempfile

adrsite, log, day = sys.argv[1:4]
here = os.path.dirname(os.path.abspath(__file__))
other = json.loads(subprocess.run([sys.executable, os.path.join(here, "figures.py"), log, "--today", day], check=True, capture_output=True).stdout)
with tempfile.TemporaryDirectory() as out:
    subprocess.run([adrsite, "build", log, "--output", os.path.join(out, "site"), "--today", day, "--quiet"], check=True)
    with open(os.path.join(out, "site", "stats.json"), encoding="utf-8") as f:
        ours = json.load(f)


def same(expected, found, path):
    """Every figure of the other program, wherever stats.json has more beside it."""
    if isinstance(expected, dict):
        return [p for key, value in expected.items() for p in same(value, found.get(key) if isinstance(found, dict) else None, f"{path}.{key}")]
    if isinstance(expected, list):
        key = (lambda x: (x["from"], x["to"])) if expected and "from" in expected[0] else (lambda x: x["id"])
        pairs = {key(x): x for x in found or []}
        missing = [f"{path}: {len(expected)} entries, stats.json has {len(pairs)}"] if len(pairs) != len(expected) else []
        return missing + [p for x in expected for p in same(x, pairs.get(key(x)), f"{path}[{key(x)}]")]
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        return [] if abs(expected - found) < 1e-9 else [f"{path}: {found}, expected {expected}"]
    return [] if expected == found else [f"{path}: {found}, expected {expected}"]


problems = same(other, ours, "")
if len(sys.argv) > 4:
    with open(sys.argv[4], encoding="utf-8") as f:
        if json.load(f) != other:
            problems.append(f"{sys.argv[4]} is out of date: write the output of figures.py {log} --today {day} to it")
print(f"{log} on {day}: {sum(1 for _ in json.dumps(other))} characters of figures, {len(problems)} differences")
for problem in problems[:20]:
    print(" ", problem)
sys.exit(1 if problems else 0)
