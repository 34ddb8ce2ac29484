#!/usr/bin/env python3
"""Compares stats.json and stats.csv with the figures that another program works out from the raw front-matter.

    compare_figures.py ADRSITE LOG DAY [FIXTURE]

With FIXTURE, the file that `cargo test` compares stats.json with, the other program's figures must equal it too.
"""
import csv
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile

from figures import figures

#: What an entry of a list is called by.
NAMES = ("id", "name", "from", "to", "step", "label", "rule", "decisions", "path", "teams")
#: What only a repository's history knows.
HISTORY = ("evidence", "changed_after_approval")
#: Where the names of stats.csv and stats.json differ.
BALANCE = {
    "balance_proposals": "proposals", "balance_sign_offs": "sign_offs",
    "balance_proposals.sides": "side_proposals", "balance_sign_offs.sides": "side_sign_offs",
}
DAYS = {"response_given": "response_given_days", "response_received": "response_received_days"}

compared = 0


def same(expected, found, path):
    """Every figure of the other program, wherever stats.json has more beside it."""
    global compared
    if isinstance(expected, dict):
        return [p for key, value in expected.items() for p in same(value, found.get(key) if isinstance(found, dict) else None, f"{path}.{key}")]
    if isinstance(expected, list):
        problems = [] if len(expected) == len(found or []) else [f"{path}: {len(found or [])} entries, expected {len(expected)}"]
        for item in expected:
            if not isinstance(item, dict):
                return [] if expected == found else [f"{path}: {found}, expected {expected}"]
            # A period's teams are entries of their own.
            name = {key: item[key] for key in NAMES if key in item and not (key == "teams" and "step" in item)}
            other = next((other for other in found or [] if all(other.get(key) == value for key, value in name.items())), None)
            problems += [f"{path}: no entry {name}"] if other is None else same(item, other, f"{path}[{' '.join(map(str, name.values()))}]")
        return problems
    compared += 1
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        return [] if abs(expected - found) < 1e-9 else [f"{path}: {found}, expected {expected}"]
    return [] if expected == found else [f"{path}: {found}, expected {expected}"]


def of_row(row, other):
    """What the other program has for a row of stats.csv: a number, None, or a share."""
    base = other
    if row["period"] != "all":
        is_it = lambda one: (one["step"], one["label"]) == (row["period"], row["label"])
        base = next((one for one in other["periods"] if is_it(one)), None)
        if base is None:
            return "nothing"
    scope, figure = row["scope"], row["figure"]
    if scope == "year":
        return base["by_year"][row["name"]]
    if scope == "status":
        return base["by_status"][row["name"]]
    if scope == "team":
        base = next(team for team in base["teams"] if team["id"] == row["name"])
    elif scope == "side":
        base = next(side for side in base["sides"] if side["name"] == row["name"])
    elif scope == "pair":
        left, right = row["name"].split(" → ")
        if figure == "together":
            return next(pair for pair in base["together"] if set(pair["teams"]) == {left, right})["decisions"]
        base = next(pair for pair in base["pairs"] if (pair["from"], pair["to"]) == (left, right))
    if figure in BALANCE:
        return base["balance"][BALANCE[figure]]
    group, _, part = figure.partition(".")
    if group == "pairs":
        return base[part]
    value = base[DAYS.get(group, group)]
    return value[part] if part else value


def same_row(row, other):
    """What is wrong with a row of stats.csv."""
    global compared
    value = of_row(row, other)
    compared += 1
    if value == "nothing":
        # A period into which nothing falls: no row of it counts anything.
        return [] if row["count"] in ("", "0") and row["of"] in ("", "0") and not row["value"] else ["counts in an empty period"]
    number = lambda text: float(text) if text else None
    if isinstance(value, dict):
        expected = (value["count"], value["of"])
        return [] if (number(row["count"]), number(row["of"])) == expected else [f"expected {expected}"]
    found = number(row["count"]) if row["count"] else number(row["value"])
    if value is None or found is None:
        return [] if value == found else [f"expected {value}"]
    return [] if abs(value - found) < 1e-4 else [f"expected {value}"]


def main():
    adrsite, log, day = sys.argv[1:4]
    other = figures(log, dt.date.fromisoformat(day))
    with tempfile.TemporaryDirectory() as out:
        site = os.path.join(out, "site")
        subprocess.run([adrsite, "build", log, "--output", site, "--today", day, "--quiet"], check=True)
        with open(os.path.join(site, "stats.json"), encoding="utf-8") as file:
            ours = json.load(file)
        with open(os.path.join(site, "stats.csv"), encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["figure"].split(".")[0].split("_")[0] != "evidence"]

    # The other program lists no period into which nothing falls, and signs by their rules.
    ours["periods"] = [period for period in ours["periods"] if period["decisions"] or period["proposals"]]
    signs = [{"rule": sign["rule"], "decisions": sorted(sign["decisions"])} for sign in ours["early_signs"]]
    ours["early_signs"] = sorted(signs, key=lambda sign: (sign["rule"], sign["decisions"]))
    for found in (ours, other):
        found["together"] = [{**pair, "teams": sorted(pair["teams"])} for pair in found["together"]]
    problems = same(other, ours, "")
    for row in rows:
        if row["figure"] not in HISTORY:
            problems += [f"stats.csv: {','.join(row.values())}: {problem}" for problem in same_row(row, other)]
    if len(sys.argv) > 4:
        with open(sys.argv[4], encoding="utf-8") as file:
            fixture = json.load(file)
        if json.loads(json.dumps(figures(log, dt.date.fromisoformat(day), ["quarter"]))) != fixture:
            problems.append(f"{sys.argv[4]} is out of date: write the output of figures.py {log} --today {day} --steps quarter to it")
    print(f"{log} on {day}: {compared} figures compared, {len(problems)} differences")
    for problem in problems[:20]:
        print(" ", problem)
    sys.exit(1 if problems else 0)


main()
