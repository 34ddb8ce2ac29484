#!/usr/bin/env python3
"""Builds every real log in a folder and compares what was found with the table of its README.

    corpora.py ADRSITE CORPORA OUT

Each folder must build with exit status 0, and hold as many decisions as the table counts. Prints a row per log.
"""
import collections
import json
import os
import re
import subprocess
import sys

adrsite, corpora, out = sys.argv[1:4]
table = {}
with open(os.path.join(corpora, "README.md"), encoding="utf-8") as f:
    for line in f:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 7 and os.path.isdir(os.path.join(corpora, cells[1])):
            count = re.match(r"\d+", cells[6])
            table[cells[1]] = int(count.group()) if count else None
failed = 0
print(f"{'log':42} {'records':>7} {'title':>5} {'status':>6} {'date':>5}  problems")
for name in sorted(os.listdir(corpora)):
    folder = os.path.join(corpora, name)
    if not os.path.isdir(folder):
        continue
    site = os.path.join(out, name)
    run = subprocess.run([adrsite, "build", folder, "--output", site, "--today", "2026-11-20"], capture_output=True, text=True)
    codes = collections.Counter(re.findall(r": (?:info|warning|error)\[([a-z0-9-]+)\]", run.stderr))
    if run.returncode != 0 or "panicked" in run.stderr:
        failed += 1
        print(f"{name}: exit status {run.returncode}\n{run.stderr[-2000:]}")
        continue
    with open(os.path.join(site, "decisions.json"), encoding="utf-8") as f:
        decisions = json.load(f)["decisions"]
    count = lambda key: sum(1 for d in decisions if d[key])
    print(f"{name:42} {len(decisions):7} {count('title'):5} {count('status'):6} {count('date'):5}  " + ", ".join(f"{c} {n}" for c, n in codes.most_common()))
    if table.get(name) is not None and table[name] != len(decisions):
        failed += 1
        print(f"{name}: {len(decisions)} decisions, expected {table[name]}")
print(f"{len(table)} logs, {failed} failed")
sys.exit(1 if failed or not table else 0)
